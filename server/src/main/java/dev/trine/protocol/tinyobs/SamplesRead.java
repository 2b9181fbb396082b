package dev.trine.protocol.tinyobs;

import dev.trine.model.MetricBatch;
import java.util.List;

/// What was read of a request.
///
/// @param batch the samples without fault
/// @param samples how many there were, those with a fault included
/// @param faulty how many were left out
/// @param problems what is wrong with the first few of those, with their place in the request
/// @param firstMs time of the earliest sample; later than `lastMs` when there is none
/// @param lastMs time of the latest sample
record SamplesRead(
        MetricBatch batch,
        int samples,
        int faulty,
        List<String> problems,
        long firstMs,
        long lastMs) {}

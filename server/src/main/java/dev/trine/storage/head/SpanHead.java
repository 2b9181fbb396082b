package dev.trine.storage.head;

import dev.trine.model.BytesColumn;
import dev.trine.model.Column;
import dev.trine.model.IntColumn;
import dev.trine.model.LongColumn;
import dev.trine.model.SpanBatch;
import dev.trine.storage.codec.BlockBloomFilter;
import dev.trine.storage.codec.Hash64;
import java.util.List;
import org.jspecify.annotations.Nullable;

/// Spans in memory; each full block has a filter on its trace ids.
public final class SpanHead extends Head<SpanBatch> {
    private static final int TRACE_HIGH = SpanBatch.SCHEMA.indexOf("trace_id_high");
    private static final int TRACE_LOW = SpanBatch.SCHEMA.indexOf("trace_id_low");
    private static final int RESOURCE = SpanBatch.SCHEMA.indexOf("resource");
    private static final int SCOPE = SpanBatch.SCHEMA.indexOf("scope");

    public SpanHead() {
        super(SpanBatch.SCHEMA);
    }

    @Override
    void replaceReferences(SpanBatch batch, @Nullable IntColumn[] replaced) {
        replaced[RESOURCE] = ownResources(batch.resource, batch.resources());
        replaced[SCOPE] = ownScopes(batch.scope, batch.scopes());
    }

    @Override
    SpanBatch batch(List<Column> columns, BytesColumn resourceView, BytesColumn scopeView) {
        return new SpanBatch(columns, resourceView, scopeView);
    }

    @Override
    BlockBloomFilter traces(List<Column> columns) {
        LongColumn high = (LongColumn) columns.get(TRACE_HIGH);
        LongColumn low = (LongColumn) columns.get(TRACE_LOW);
        BlockBloomFilter filter = new BlockBloomFilter(high.size());
        for (int row = 0; row < high.size(); row++) {
            filter.add(Hash64.of(high.get(row), low.get(row)));
        }
        return filter;
    }
}

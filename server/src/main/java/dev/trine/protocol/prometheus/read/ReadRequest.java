package dev.trine.protocol.prometheus.read;

import dev.trine.query.series.LabelMatcher;
import dev.trine.query.series.PatternException;
import dev.trine.wire.MalformedException;
import dev.trine.wire.ProtoReader;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;

/// What a remote reader asks for.
///
/// Source: `prompb/remote.proto` of Prometheus.
///
/// @param queries answered in this order
/// @param answers the forms of answers that the reader understands, the best first; none = samples
record ReadRequest(List<Query> queries, List<Integer> answers) {
    private static final int MAX_QUERIES = 1_000;
    private static final int MAX_MATCHERS = 1_000;
    private static final LabelMatcher.Type[] TYPES = {
        LabelMatcher.Type.EQUAL,
        LabelMatcher.Type.NOT_EQUAL,
        LabelMatcher.Type.REGEX,
        LabelMatcher.Type.NOT_REGEX
    };

    ReadRequest {
        queries = List.copyOf(queries);
        answers = List.copyOf(answers);
    }

    /// One selection.
    ///
    /// @param function what the reader will do with the samples, empty when it does not say
    record Query(long startMs, long endMs, List<LabelMatcher> matchers, String function) {
        Query {
            matchers = List.copyOf(matchers);
        }
    }

    /// @throws MalformedException when it is no request, or a condition in it is none
    static ReadRequest read(byte[] data, int length) throws MalformedException {
        ProtoReader in = new ProtoReader(data, 0, length);
        List<Query> queries = new ArrayList<>();
        List<Integer> answers = new ArrayList<>();
        while (in.more()) {
            int tag = in.tag();
            switch (tag) {
                case 1 << 3 | ProtoReader.BYTES -> queries.add(query(in));
                case 2 << 3 | ProtoReader.VARINT -> answers.add(in.varint32());
                case 2 << 3 | ProtoReader.BYTES -> answers(in, answers);
                default -> in.skip(tag);
            }
            if (queries.size() > MAX_QUERIES || answers.size() > MAX_QUERIES) {
                throw in.malformed("more than " + MAX_QUERIES + " queries");
            }
        }
        return new ReadRequest(queries, answers);
    }

    private static void answers(ProtoReader in, List<Integer> answers) throws MalformedException {
        int outer = in.enter();
        while (in.more() && answers.size() <= MAX_QUERIES) {
            answers.add(in.varint32());
        }
        in.leave(outer);
    }

    private static Query query(ProtoReader in) throws MalformedException {
        int outer = in.enter();
        long startMs = 0;
        long endMs = 0;
        List<LabelMatcher> matchers = new ArrayList<>();
        String function = "";
        while (in.more()) {
            int tag = in.tag();
            switch (tag) {
                case 1 << 3 | ProtoReader.VARINT -> startMs = in.varint64();
                case 2 << 3 | ProtoReader.VARINT -> endMs = in.varint64();
                case 3 << 3 | ProtoReader.BYTES -> matchers.add(matcher(in));
                case 4 << 3 | ProtoReader.BYTES -> function = function(in);
                default -> in.skip(tag);
            }
            if (matchers.size() > MAX_MATCHERS) {
                throw in.malformed("more than " + MAX_MATCHERS + " matchers");
            }
        }
        in.leave(outer);
        return new Query(startMs, endMs, matchers, function);
    }

    private static LabelMatcher matcher(ProtoReader in) throws MalformedException {
        int outer = in.enter();
        int type = 0;
        String name = "";
        String value = "";
        while (in.more()) {
            int tag = in.tag();
            switch (tag) {
                case 1 << 3 | ProtoReader.VARINT -> type = in.varint32();
                case 2 << 3 | ProtoReader.BYTES -> name = text(in);
                case 3 << 3 | ProtoReader.BYTES -> value = text(in);
                default -> in.skip(tag);
            }
        }
        in.leave(outer);
        if (type < 0 || type >= TYPES.length) {
            throw in.malformed("invalid matcher type");
        }
        try {
            return new LabelMatcher(TYPES[type], name, value);
        } catch (PatternException e) {
            throw in.malformed(String.valueOf(e.getMessage()));
        }
    }

    /// Of the hints, the name of the function; others would only narrow what is read anyway.
    private static String function(ProtoReader in) throws MalformedException {
        int outer = in.enter();
        String function = "";
        while (in.more()) {
            int tag = in.tag();
            if (tag == (2 << 3 | ProtoReader.BYTES)) {
                function = text(in);
            } else {
                in.skip(tag);
            }
        }
        in.leave(outer);
        return function;
    }

    private static String text(ProtoReader in) throws MalformedException {
        int size = in.utf8();
        return new String(in.data(), in.position() - size, size, StandardCharsets.UTF_8);
    }
}

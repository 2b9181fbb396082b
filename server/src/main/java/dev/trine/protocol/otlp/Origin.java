package dev.trine.protocol.otlp;

import dev.trine.model.Batch;
import dev.trine.wire.MalformedException;
import dev.trine.wire.ProtoReader;
import org.jspecify.annotations.Nullable;

/// Walks the outer levels of a request, which all signals share, down to the children of each scope,
/// and knows which resource and scope the walk is in.
///
/// Fields may come in any order, so each level is read twice: first what describes it, then its
/// children. The first reading skips from child to child and costs next to nothing.
final class Origin {
    private static final int CHILDREN = 1 << 3 | ProtoReader.BYTES;
    private static final int MESSAGE = 1 << 3 | ProtoReader.BYTES;
    private static final int NESTED = 2 << 3 | ProtoReader.BYTES;
    private static final int SCHEMA_URL = 3 << 3 | ProtoReader.BYTES;

    private final ProtoReader in;
    private final EntryBuilder resource;
    private final EntryBuilder scope;

    /// @param in the request
    /// @param batch whose tables of resources and scopes are filled
    Origin(ProtoReader in, Batch batch, OtlpLimits limits) {
        this.in = in;
        resource = new EntryBuilder(EntryBuilder.Kind.RESOURCE, batch.resources(), limits);
        scope = new EntryBuilder(EntryBuilder.Kind.SCOPE, batch.scopes(), limits);
    }

    /// Walks the whole request.
    void walk(RecordReader records) throws MalformedException {
        while (in.more()) {
            int tag = in.tag();
            if (tag == CHILDREN) {
                walkResource(records);
            } else {
                in.skip(tag);
            }
        }
        records.end();
    }

    private void walkResource(RecordReader records) throws MalformedException {
        int outer = in.enter();
        int start = in.position();
        describe(resource);
        in.rewind(start);
        while (in.more()) {
            int tag = in.tag();
            if (tag == NESTED) {
                walkScope(records);
            } else {
                in.skip(tag);
            }
        }
        in.leave(outer);
    }

    private void walkScope(RecordReader records) throws MalformedException {
        int outer = in.enter();
        int start = in.position();
        describe(scope);
        in.rewind(start);
        while (in.more()) {
            int tag = in.tag();
            if (tag == NESTED) {
                int inner = in.enter();
                records.read(in, this);
                in.leave(inner);
            } else {
                in.skip(tag);
            }
        }
        records.endScope(this);
        in.leave(outer);
    }

    private void describe(EntryBuilder entry) throws MalformedException {
        entry.begin();
        while (in.more()) {
            int tag = in.tag();
            switch (tag) {
                case MESSAGE -> entry.readMessage(in);
                case SCHEMA_URL -> entry.readSchemaUrl(in);
                default -> {
                    in.skip(tag);
                    in.skipRun(NESTED);
                }
            }
        }
    }

    /// Row of the current resource in the batch's table.
    int resourceRow() {
        return resource.row(in.data());
    }

    /// Row of the current scope in the batch's table.
    int scopeRow() {
        return scope.row(in.data());
    }

    /// Why every record of this resource and scope is refused; null when none is.
    @Nullable Rejection refusal() {
        return resource.overLimit() || scope.overLimit() ? Rejection.ATTRIBUTES : null;
    }
}

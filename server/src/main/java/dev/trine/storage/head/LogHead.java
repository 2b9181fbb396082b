package dev.trine.storage.head;

import dev.trine.model.BytesColumn;
import dev.trine.model.Column;
import dev.trine.model.IntColumn;
import dev.trine.model.LogBatch;
import dev.trine.storage.codec.BlockBloomFilter;
import java.util.List;
import org.jspecify.annotations.Nullable;

/// Log records in memory.
public final class LogHead extends Head<LogBatch> {
    private static final int RESOURCE = LogBatch.SCHEMA.indexOf("resource");
    private static final int SCOPE = LogBatch.SCHEMA.indexOf("scope");

    public LogHead() {
        super(LogBatch.SCHEMA);
    }

    @Override
    void replaceReferences(LogBatch batch, @Nullable IntColumn[] replaced) {
        replaced[RESOURCE] = ownResources(batch.resource, batch.resources());
        replaced[SCOPE] = ownScopes(batch.scope, batch.scopes());
    }

    @Override
    LogBatch batch(List<Column> columns, BytesColumn resourceView, BytesColumn scopeView) {
        return new LogBatch(columns, resourceView, scopeView);
    }

    @Override
    @Nullable BlockBloomFilter traces(List<Column> columns) {
        return null;
    }
}

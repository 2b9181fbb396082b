package dev.trine.storage.codec;

import org.jspecify.annotations.Nullable;

/// How a page of integers is to be written.
///
/// @param inner how the integers that the codec leaves behind are; null when it leaves none, or when
///     that is seen only then
/// @param parameter what the codec was measured with: the right width of [LongCodec#SPLIT], the
///     exponent of [LongCodec#DECIMAL]; 0 for others
/// @param cost bytes of a sample under this plan, with an eighth on top of what is under zstd and a
///     tenth on what is under the entropy coder: reading that costs more than packed bits
record LongPlan(LongCodec codec, @Nullable LongPlan inner, int parameter, long cost) {
    static LongPlan leaf(LongCodec codec, long cost) {
        return new LongPlan(codec, null, 0, cost);
    }

    LongPlan orCheaper(LongPlan other) {
        return other.cost < cost ? other : this;
    }
}

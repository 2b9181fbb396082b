package dev.trine.demo.shop;

import java.math.BigDecimal;
import java.math.RoundingMode;

/// The price of an order, in US cents.
///
/// @param listCents price of all pieces before discount
/// @param discountPercent 0 to 20
/// @param totalCents after discount, with tax
public record Quote(long listCents, int discountPercent, long totalCents) {
    /// Sales tax on the discounted price.
    public static final int TAX_PERCENT = 8;

    /// The largest discount given.
    public static final int MAX_DISCOUNT_PERCENT = 20;

    /// Computes the total, rounding half up to whole cents once, at the end.
    public static Quote of(Product product, int quantity, int discountPercent) {
        if (discountPercent < 0 || discountPercent > MAX_DISCOUNT_PERCENT) {
            throw new IllegalArgumentException(
                    "discountPercent: " + discountPercent + " (expected: 0 to 20)");
        }
        long list = Math.multiplyExact((long) product.priceCents(), quantity);
        BigDecimal total =
                BigDecimal.valueOf(list)
                        .multiply(BigDecimal.valueOf(100 - discountPercent))
                        .multiply(BigDecimal.valueOf(100 + TAX_PERCENT))
                        .divide(BigDecimal.valueOf(10_000), 0, RoundingMode.HALF_UP);
        return new Quote(list, discountPercent, total.longValueExact());
    }
}

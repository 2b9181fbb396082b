package dev.trine.demo.shop;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import org.junit.jupiter.api.Test;

/// Totals worked out by hand.
final class QuoteTest {
    @Test
    void taxIsAddedAfterTheDiscount() {
        // 2 x 12.50 = 25.00; no discount; + 8 % = 27.00
        assertThat(Quote.of(Product.MUG, 2, 0)).isEqualTo(new Quote(2_500, 0, 2_700));
        // 329.00; - 20 % = 263.20; + 8 % = 284.256
        assertThat(Quote.of(Product.DESK, 1, 20)).isEqualTo(new Quote(32_900, 20, 28_426));
        // 3 x 49.00 = 147.00; - 13 % = 127.89; + 8 % = 138.1212
        assertThat(Quote.of(Product.LAMP, 3, 13).totalCents()).isEqualTo(13_812);
    }

    @Test
    void refusesLargerDiscounts() {
        assertThatThrownBy(() -> Quote.of(Product.MUG, 1, 21))
                .hasMessage("discountPercent: 21 (expected: 0 to 20)");
    }
}

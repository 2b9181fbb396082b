package dev.trine.demo.shop;

import dev.trine.demo.BadRequestException;
import dev.trine.demo.Odds;
import java.util.Map;

/// What the shop sells.
public enum Product {
    /// Cheap and popular.
    MUG("mug", 1_250),
    /// In the middle.
    LAMP("lamp", 4_900),
    /// Pays the rent.
    DESK("desk", 32_900),
    /// The long tail of the order values.
    PIANO("piano", 249_900);

    private final String id;
    private final int priceCents;

    Product(String id, int priceCents) {
        this.id = id;
        this.priceCents = priceCents;
    }

    /// The name used in URLs, logs and attributes.
    public String id() {
        return id;
    }

    /// List price of one piece in US cents, before discount and tax.
    public int priceCents() {
        return priceCents;
    }

    /// A product as customers choose them.
    static Product any(Odds odds) {
        int draw = odds.below(100);
        if (draw < 50) {
            return MUG;
        }
        return draw < 80 ? LAMP : draw < 97 ? DESK : PIANO;
    }

    /// The product named in a query, or `otherwise`.
    static Product of(Map<String, String> query, Product otherwise) {
        String id = query.get("product");
        if (id == null) {
            return otherwise;
        }
        for (Product product : values()) {
            if (product.id.equals(id)) {
                return product;
            }
        }
        throw new BadRequestException("no such product: " + id, null);
    }
}

/// The shop: a front end that takes orders and a back end that knows stock, prices and payments.
/// Delays and odds are fixed numbers, listed in `docs/learn/shop.md`.
@NullMarked
package dev.trine.demo.shop;

import org.jspecify.annotations.NullMarked;

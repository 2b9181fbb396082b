package dev.trine.demo.shop;

/// The shop's own failure, raised on purpose so that there is a stack trace to find.
final class CartException extends RuntimeException {
    private static final long serialVersionUID = 1L;

    CartException(String message) {
        super(message);
    }
}

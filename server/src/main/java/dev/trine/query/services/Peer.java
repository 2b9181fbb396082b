package dev.trine.query.services;

/// What a node of the service map stands for.
public enum Peer {
    SERVICE("service"),
    DATABASE("database"),
    MESSAGING("messaging"),
    CLIENT("client");

    private final String label;

    Peer(String label) {
        this.label = label;
    }

    /// The name users see.
    public String label() {
        return label;
    }
}

package dev.trine.config;

/// Where the server listens.
///
/// @param http the UI and every API
/// @param otlpGrpc OTLP on the port that gRPC clients use
/// @param otlpHttp OTLP on the port that HTTP clients use
public record Listeners(ListenAddress http, ListenAddress otlpGrpc, ListenAddress otlpHttp) {}

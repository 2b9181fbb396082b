package dev.trine.protocol.prometheus;

/// A request that the query API answers with an error. Carries no stack trace.
final class ApiException extends RuntimeException {
    private static final long serialVersionUID = 1;

    /// Prometheus's types of errors and the statuses they are answered with.
    enum Type {
        BAD_DATA("bad_data", 400),
        EXECUTION("execution", 422),
        CANCELED("canceled", 499),
        TIMEOUT("timeout", 503),
        UNAVAILABLE("unavailable", 503),
        INTERNAL("internal", 500),
        NOT_FOUND("not_found", 404),
        NOT_ACCEPTABLE("not_acceptable", 406),
        NOT_IMPLEMENTED("not_implemented", 501);

        final String label;
        final int status;

        Type(String label, int status) {
            this.label = label;
            this.status = status;
        }
    }

    private final Type type;

    ApiException(Type type, String message) {
        super(message, null, false, false);
        this.type = type;
    }

    static ApiException badData(String message) {
        return new ApiException(Type.BAD_DATA, message);
    }

    static ApiException badParameter(String name, String problem) {
        return badData("invalid parameter \"" + name + "\": " + problem);
    }

    Type type() {
        return type;
    }

    @Override
    public String getMessage() {
        return String.valueOf(super.getMessage());
    }
}

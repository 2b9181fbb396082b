package dev.trine.query.promql.ast;

import java.util.List;
import java.util.stream.Collectors;

/// Prints expressions for reading, as Prometheus's formatter does: what is longer than a line should
/// be is put on several, operands and arguments indented.
public final class PrettyPrinter {
    private static final int MAX_LINE = 100;
    private static final String INDENT = "  ";

    private PrettyPrinter() {}

    /// The expression, formatted.
    public static String print(Expr expr) {
        return print(expr, 0);
    }

    private static String print(Expr expr, int level) {
        String indent = INDENT.repeat(level);
        String line = expr.toString();
        if (expr instanceof Unary unary) {
            return indent + (unary.negative() ? "-" : "+") + print(unary.expr(), level).strip();
        }
        if (line.length() <= MAX_LINE) {
            return expr instanceof Subquery ? line : indent + line;
        }
        return switch (expr) {
            case Aggregation aggregation -> indent + aggregation(aggregation, level);
            case Binary binary ->
                    print(binary.left(), level + 1)
                            + "\n"
                            + indent
                            + Printer.operator(binary)
                            + "\n"
                            + print(binary.right(), level + 1);
            case Call call ->
                    indent
                            + call.name()
                            + "(\n"
                            + arguments(call.arguments(), level + 1)
                            + "\n"
                            + indent
                            + ")";
            case Paren paren ->
                    indent + "(\n" + print(paren.expr(), level + 1) + "\n" + indent + ")";
            case Subquery subquery -> print(subquery.expr(), level) + Printer.suffix(subquery);
            case NumberLiteral _, StringLiteral _, VectorSelector _, RangeSelector _, Unary _ ->
                    indent + line;
        };
    }

    private static String aggregation(Aggregation aggregation, int level) {
        Expr parameter = aggregation.parameter();
        return Printer.operator(aggregation)
                + "(\n"
                + (parameter == null ? "" : print(parameter, level + 1) + ",\n")
                + print(aggregation.expr(), level + 1)
                + "\n"
                + INDENT.repeat(level)
                + ")";
    }

    private static String arguments(List<Expr> arguments, int level) {
        return arguments.stream()
                .map(argument -> print(argument, level))
                .collect(Collectors.joining(",\n"));
    }
}

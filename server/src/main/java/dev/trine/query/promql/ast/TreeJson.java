package dev.trine.query.promql.ast;

import dev.trine.query.series.LabelMatcher;
import dev.trine.query.syntax.NumberText;
import java.util.List;
import org.jspecify.annotations.Nullable;
import tools.jackson.core.JsonGenerator;

/// Writes expressions as the JSON that Prometheus's `parse_query` answers with.
public final class TreeJson {
    private final JsonGenerator json;

    public TreeJson(JsonGenerator json) {
        this.json = json;
    }

    /// Writes one object. Durations that are expressions are written as 0: their value is known at
    /// evaluation only.
    public void write(Expr expr) {
        json.writeStartObject();
        switch (expr) {
            case NumberLiteral number -> {
                json.writeStringProperty("type", "numberLiteral");
                json.writeStringProperty("val", NumberText.format(number.value()));
            }
            case StringLiteral string -> {
                json.writeStringProperty("type", "stringLiteral");
                json.writeStringProperty("val", string.value());
            }
            case Paren paren -> {
                json.writeStringProperty("type", "parenExpr");
                child("expr", paren.expr());
            }
            case Unary unary -> {
                json.writeStringProperty("type", "unaryExpr");
                json.writeStringProperty("op", unary.negative() ? "-" : "+");
                child("expr", unary.expr());
            }
            case Binary binary -> binary(binary);
            case Aggregation aggregation -> aggregation(aggregation);
            case Call call -> call(call);
            case VectorSelector selector -> {
                json.writeStringProperty("type", "vectorSelector");
                selector(selector);
            }
            case RangeSelector range -> {
                json.writeStringProperty("type", "matrixSelector");
                json.writeNumberProperty("range", millis(range.range()));
                selector(range.selector());
            }
            case Subquery subquery -> subquery(subquery);
        }
        json.writeEndObject();
    }

    private void child(String name, @Nullable Expr expr) {
        json.writeName(name);
        if (expr == null) {
            json.writeNull();
        } else {
            write(expr);
        }
    }

    private void binary(Binary binary) {
        json.writeStringProperty("type", "binaryExpr");
        json.writeStringProperty("op", binary.operator().symbol());
        child("lhs", binary.left());
        child("rhs", binary.right());
        json.writeBooleanProperty("bool", binary.returnBool());
        json.writeName("matching");
        VectorMatching matching = binary.matching();
        if (matching == null) {
            json.writeNull();
            return;
        }
        json.writeStartObject();
        json.writeStringProperty("card", matching.cardinality().wireName());
        strings("labels", matching.labels());
        json.writeBooleanProperty("on", matching.on());
        strings("include", matching.include());
        json.writeObjectPropertyStart("fillValues");
        number("lhs", matching.fillLeft());
        number("rhs", matching.fillRight());
        json.writeEndObject();
        json.writeEndObject();
    }

    private void number(String name, @Nullable Double value) {
        if (value == null) {
            json.writeNullProperty(name);
        } else {
            json.writeNumberProperty(name, value);
        }
    }

    private void aggregation(Aggregation aggregation) {
        json.writeStringProperty("type", "aggregation");
        json.writeStringProperty("op", aggregation.operator().symbol());
        child("expr", aggregation.expr());
        child("param", aggregation.parameter());
        strings("grouping", aggregation.grouping());
        json.writeBooleanProperty("without", aggregation.without());
    }

    private void call(Call call) {
        Signature function = call.function();
        json.writeStringProperty("type", "call");
        json.writeObjectPropertyStart("func");
        json.writeStringProperty("name", function.name());
        strings("argTypes", function.arguments().stream().map(ValueType::wireName).toList());
        json.writeNumberProperty("variadic", function.variadic());
        json.writeStringProperty("returnType", function.result().wireName());
        json.writeEndObject();
        json.writeArrayPropertyStart("args");
        call.arguments().forEach(this::write);
        json.writeEndArray();
    }

    private void selector(VectorSelector selector) {
        json.writeStringProperty("name", selector.name());
        shift(selector.shift());
        json.writeArrayPropertyStart("matchers");
        for (LabelMatcher matcher : selector.matchers()) {
            json.writeStartObject();
            json.writeStringProperty("name", matcher.name());
            json.writeStringProperty("value", matcher.value());
            json.writeStringProperty("type", matcher.type().symbol());
            json.writeEndObject();
        }
        json.writeEndArray();
        json.writeBooleanProperty("anchored", selector.extension() == Extension.ANCHORED);
        json.writeBooleanProperty("smoothed", selector.extension() == Extension.SMOOTHED);
    }

    private void subquery(Subquery subquery) {
        Duration step = subquery.step();
        json.writeStringProperty("type", "subquery");
        child("expr", subquery.expr());
        json.writeNumberProperty("range", millis(subquery.range()));
        json.writeNumberProperty("step", step == null ? 0 : millis(step));
        shift(subquery.shift());
    }

    private void shift(TimeShift shift) {
        Duration offset = shift.offset();
        json.writeNumberProperty("offset", offset == null ? 0 : millis(offset));
        switch (shift.at()) {
            case TimeShift.At.Unset _ -> at(null, null);
            case TimeShift.At.Time time -> at(time.timeMs(), null);
            case TimeShift.At.Start _ -> at(null, "start");
            case TimeShift.At.End _ -> at(null, "end");
        }
    }

    private void at(@Nullable Long timeMs, @Nullable String startOrEnd) {
        if (timeMs == null) {
            json.writeNullProperty("timestamp");
        } else {
            json.writeNumberProperty("timestamp", timeMs);
        }
        json.writeName("startOrEnd");
        if (startOrEnd == null) {
            json.writeNull();
        } else {
            json.writeString(startOrEnd);
        }
    }

    private static long millis(Duration duration) {
        return duration instanceof Duration.Literal literal ? literal.millis() : 0;
    }

    private void strings(String name, List<String> values) {
        json.writeArrayPropertyStart(name);
        values.forEach(json::writeString);
        json.writeEndArray();
    }
}

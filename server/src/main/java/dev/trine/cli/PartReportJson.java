package dev.trine.cli;

import dev.trine.storage.inspect.PartReport;
import java.io.StringWriter;
import java.util.Map;
import tools.jackson.core.JsonGenerator;
import tools.jackson.core.ObjectWriteContext;
import tools.jackson.core.json.JsonFactory;

/// Puts a part's report into one JSON object; 64-bit numbers as text.
final class PartReportJson {
    private PartReportJson() {}

    static String of(PartReport report) {
        StringWriter text = new StringWriter();
        try (JsonGenerator out =
                new JsonFactory().createGenerator(ObjectWriteContext.empty(), text)) {
            out.writeStartObject();
            out.writeStringProperty("file", report.file().toString());
            out.writeStringProperty("signal", report.signal().label());
            out.writeNumberProperty("rows", report.rows());
            out.writeNumberProperty("bytes", report.bytes());
            out.writeNumberProperty("directory_bytes", report.directoryBytes());
            number(out, "first_position", report.firstPosition());
            number(out, "last_position", report.lastPosition());
            number(out, "oldest", report.minNanos());
            number(out, "newest", report.maxNanos());
            columns(out, report);
            sections(out, report);
            blocks(out, report);
            out.writeArrayPropertyStart("damage");
            report.damage().forEach(out::writeString);
            out.writeEndArray();
            out.writeEndObject();
        }
        return text.toString();
    }

    private static void columns(JsonGenerator out, PartReport report) {
        out.writeArrayPropertyStart("columns");
        for (PartReport.ColumnUse column : report.columns()) {
            out.writeStartObject();
            out.writeStringProperty("name", column.name());
            out.writeStringProperty("type", column.type());
            out.writeNumberProperty("bytes", column.bytes());
            out.writeNumberProperty("raw_bytes", column.rawBytes());
            out.writeObjectPropertyStart("codecs");
            for (Map.Entry<String, Long> codec : column.codecs().entrySet()) {
                out.writeNumberProperty(codec.getKey(), codec.getValue());
            }
            out.writeEndObject();
            out.writeEndObject();
        }
        out.writeEndArray();
    }

    private static void sections(JsonGenerator out, PartReport report) {
        out.writeArrayPropertyStart("sections");
        for (PartReport.SectionUse section : report.sections()) {
            out.writeStartObject();
            out.writeStringProperty("name", section.name());
            out.writeNumberProperty("entries", section.entries());
            out.writeNumberProperty("offset", section.offset());
            out.writeNumberProperty("bytes", section.bytes());
            out.writeEndObject();
        }
        out.writeEndArray();
    }

    private static void blocks(JsonGenerator out, PartReport report) {
        out.writeArrayPropertyStart("blocks");
        for (PartReport.BlockUse block : report.blocks()) {
            out.writeStartObject();
            out.writeNumberProperty("rows", block.rows());
            out.writeNumberProperty("bytes", block.bytes());
            number(out, "oldest", block.minNanos());
            number(out, "newest", block.maxNanos());
            out.writeEndObject();
        }
        out.writeEndArray();
    }

    private static void number(JsonGenerator out, String name, long value) {
        out.writeStringProperty(name, Long.toString(value));
    }
}

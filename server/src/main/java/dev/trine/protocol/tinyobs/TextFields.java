package dev.trine.protocol.tinyobs;

import dev.trine.net.HttpFailure;
import dev.trine.wire.MalformedException;
import java.util.HashMap;
import java.util.Map;
import java.util.Set;
import tools.jackson.core.JacksonException;
import tools.jackson.core.JsonParser;
import tools.jackson.core.JsonToken;
import tools.jackson.core.ObjectReadContext;
import tools.jackson.core.json.JsonFactory;

/// A JSON object of a few texts.
///
/// @param texts by name; nulls are left out
record TextFields(Map<String, String> texts) {
    private static final JsonFactory JSON = new JsonFactory();

    /// Reads one.
    ///
    /// @param names of the fields that it may have
    /// @throws MalformedException when it is none
    static TextFields read(byte[] body, int length, Set<String> names) throws MalformedException {
        Map<String, String> texts = new HashMap<>();
        try (JsonParser in = JSON.createParser(ObjectReadContext.empty(), body, 0, length)) {
            if (in.nextToken() != JsonToken.START_OBJECT) {
                throw new MalformedException(0, "expected an object");
            }
            while (in.nextToken() != JsonToken.END_OBJECT) {
                String name = in.currentName();
                JsonToken value = in.nextToken();
                if (!names.contains(name)
                        || (value != JsonToken.VALUE_STRING && value != JsonToken.VALUE_NULL)) {
                    throw new MalformedException(
                            (int) in.currentLocation().getByteOffset(),
                            name
                                    + " is not a text (expected: "
                                    + names.stream().sorted().toList()
                                    + ")");
                }
                if (value == JsonToken.VALUE_STRING) {
                    texts.put(name, in.getString());
                }
            }
            if (in.nextToken() != null) {
                throw new MalformedException(length, "expected nothing behind the object");
            }
        } catch (JacksonException e) {
            throw new MalformedException(0, String.valueOf(e.getOriginalMessage()));
        }
        return new TextFields(texts);
    }

    /// A field's text, or another when it is absent, empty or Go's zero time.
    String get(String name, String whenAbsent) {
        String text = texts.getOrDefault(name, "");
        return text.isEmpty() || text.equals(TimeText.GO_ZERO) ? whenAbsent : text;
    }

    String required(String name) throws HttpFailure {
        String text = get(name, "");
        if (text.isEmpty()) {
            throw ReadParameters.bad(name + " is required");
        }
        return text;
    }
}

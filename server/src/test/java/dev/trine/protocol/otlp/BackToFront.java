package dev.trine.protocol.otlp;

import com.google.protobuf.CodedInputStream;
import com.google.protobuf.Descriptors.FieldDescriptor;
import com.google.protobuf.Message;
import com.google.protobuf.WireFormat;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.List;

/// Encodes a message with its fields in reverse order, and so all messages inside it.
final class BackToFront {
    private BackToFront() {}

    static byte[] of(Message message) throws IOException {
        byte[] forward = message.toByteArray();
        CodedInputStream in = CodedInputStream.newInstance(forward);
        List<byte[]> fields = new ArrayList<>();
        List<Message> nested = nested(message);
        int next = 0;
        while (!in.isAtEnd()) {
            int start = in.getTotalBytesRead();
            int tag = in.readTag();
            FieldDescriptor field =
                    message.getDescriptorForType()
                            .findFieldByNumber(WireFormat.getTagFieldNumber(tag));
            in.skipField(tag);
            fields.add(
                    field.getType() == FieldDescriptor.Type.MESSAGE
                            ? OtlpDecoderTest.field(field.getNumber(), of(nested.get(next++)))
                            : Arrays.copyOfRange(forward, start, in.getTotalBytesRead()));
        }
        Collections.reverse(fields);
        ByteArrayOutputStream out = new ByteArrayOutputStream();
        fields.forEach(out::writeBytes);
        return out.toByteArray();
    }

    /// The nested messages in the order in which they are written: by field number.
    private static List<Message> nested(Message message) {
        List<Message> nested = new ArrayList<>();
        message.getAllFields()
                .forEach((field, value) -> {
                    if (field.getType() == FieldDescriptor.Type.MESSAGE) {
                        if (field.isRepeated()) {
                            for (Object element : (List<?>) value) {
                                nested.add((Message) element);
                            }
                        } else {
                            nested.add((Message) value);
                        }
                    }
                });
        return nested;
    }
}

package dev.nephelite.cloud.control.otlp;

import com.google.protobuf.ByteString;
import com.google.protobuf.CodedInputStream;
import com.google.protobuf.WireFormat;
import java.io.IOException;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.List;
import java.util.StringJoiner;

/**
 * Reads spans in protobuf, without generated classes: of the messages, a dozen fields are needed. Unknown fields are ignored.
 *
 * @see <a href="https://github.com/open-telemetry/opentelemetry-proto/blob/main/opentelemetry/proto/trace/v1/trace.proto">trace.proto</a>
 */
final class ProtobufSpans {
    private static final int MAX_DEPTH = 10;

    private ProtobufSpans() {}

    /** Reads a request; an {@link IOException} says that it is not one. */
    static ReportedSpans read(byte[] body) throws IOException {
        ReportedSpans.Builder reported = new ReportedSpans.Builder();
        fields(CodedInputStream.newInstance(body), (field, in) -> {
            if (field == 1) {
                resourceSpans(in.readBytes(), reported);
                return true;
            }
            return false;
        });
        return reported.build();
    }

    private static void resourceSpans(ByteString message, ReportedSpans.Builder reported) throws IOException {
        StringBuilder service = new StringBuilder();
        List<ReportedSpan> spans = new ArrayList<>();
        fields(message.newCodedInput(), (field, in) -> {
            switch (field) {
                case 1 ->
                    fields(in.readBytes().newCodedInput(), (inner, resource) -> {
                        if (inner != 1) {
                            return false;
                        }
                        attribute(resource.readBytes(), (key, value) -> {
                            if (key.equals(ReportedSpans.SERVICE_NAME)) {
                                service.append(value);
                            }
                        });
                        return true;
                    });
                case 2 ->
                    fields(in.readBytes().newCodedInput(), (inner, scope) -> {
                        if (inner != 2) {
                            return false;
                        }
                        spans.add(span(scope.readBytes()));
                        return true;
                    });
                default -> {
                    return false;
                }
            }
            return true;
        });
        reported.add(spans, service.toString());
    }

    private static ReportedSpan span(ByteString message) throws IOException {
        ReportedSpan span = new ReportedSpan();
        fields(message.newCodedInput(), (field, in) -> {
            switch (field) {
                case 1 -> span.traceId(hex(in.readBytes()));
                case 2 -> span.id(hex(in.readBytes()));
                case 4 -> span.parent(hex(in.readBytes()));
                case 5 -> span.name(in.readString());
                case 6 -> span.kind(in.readEnum());
                case 7 -> span.start(in.readFixed64());
                case 8 -> span.end(in.readFixed64());
                case 9 -> attribute(in.readBytes(), span::attribute);
                case 15 -> status(in.readBytes(), span);
                default -> {
                    return false;
                }
            }
            return true;
        });
        return span;
    }

    private static void status(ByteString message, ReportedSpan span) throws IOException {
        fields(message.newCodedInput(), (field, in) -> {
            switch (field) {
                case 2 -> span.message(in.readString());
                case 3 -> span.status(in.readEnum());
                default -> {
                    return false;
                }
            }
            return true;
        });
    }

    private static void attribute(ByteString message, Attribute receiver) throws IOException {
        StringBuilder key = new StringBuilder();
        StringBuilder value = new StringBuilder();
        fields(message.newCodedInput(), (field, in) -> {
            switch (field) {
                case 1 -> key.append(in.readString());
                case 2 -> value.append(value(in.readBytes(), 0));
                default -> {
                    return false;
                }
            }
            return true;
        });
        receiver.accept(key.toString(), value.toString());
    }

    /** The value of an attribute as text; a list has its elements. */
    private static String value(ByteString message, int depth) throws IOException {
        StringBuilder text = new StringBuilder();
        fields(message.newCodedInput(), (field, in) -> {
            switch (field) {
                case 1 -> text.append(in.readString());
                case 2 -> text.append(in.readBool());
                case 3 -> text.append(in.readInt64());
                case 4 -> text.append(in.readDouble());
                case 5 -> text.append(list(in.readBytes(), depth + 1));
                default -> {
                    return false;
                }
            }
            return true;
        });
        return text.toString();
    }

    private static String list(ByteString message, int depth) throws IOException {
        if (depth > MAX_DEPTH) {
            throw new IOException("A list has too many lists in it.");
        }
        StringJoiner elements = new StringJoiner(", ");
        fields(message.newCodedInput(), (field, in) -> {
            if (field == 1) {
                elements.add(value(in.readBytes(), depth));
                return true;
            }
            return false;
        });
        return elements.toString();
    }

    private static String hex(ByteString bytes) {
        return HexFormat.of().formatHex(bytes.toByteArray());
    }

    private static void fields(CodedInputStream in, Field reader) throws IOException {
        for (int tag = in.readTag(); tag != 0; tag = in.readTag()) {
            if (!reader.read(WireFormat.getTagFieldNumber(tag), in) && !in.skipField(tag)) {
                throw new IOException("A group ends that has not begun.");
            }
        }
    }

    /** Reads the value of a field. */
    @FunctionalInterface
    private interface Field {
        /** Returns false, and reads nothing, if the field is not needed. */
        boolean read(int number, CodedInputStream in) throws IOException;
    }

    /** Receives an attribute. */
    @FunctionalInterface
    private interface Attribute {
        void accept(String key, String value);
    }
}

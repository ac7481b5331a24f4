package dev.nephelite.blob.query;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;

/**
 * Writes the response to a query: an Avro object container whose objects are results, errors, progress and an end.
 *
 * @see <a href="https://avro.apache.org/docs/1.11.1/specification/#object-container-files">Object container files</a>
 */
final class AvroStream {
    private static final byte[] MAGIC = {'O', 'b', 'j', 1};

    /** Ends the header and every block. Any constant bytes are valid. */
    private static final byte[] SYNC_MARKER = "nephelite query ".getBytes(StandardCharsets.US_ASCII);

    /** Client libraries recognize the types of objects by their names. */
    private static final String NAMESPACE = "com.microsoft.azure.storage.queryBlobContents.";

    private static final String SCHEMA = "["
            + record("resultData", field("data", "bytes"))
            + ","
            + record(
                    "error",
                    field("fatal", "boolean"),
                    field("name", "string"),
                    field("description", "string"),
                    field("position", "long"))
            + ","
            + record("progress", field("bytesScanned", "long"), field("totalBytes", "long"))
            + ","
            + record("end", field("totalBytes", "long"))
            + "]";

    // The types of objects as indexes into the schema.
    private static final int RESULT_DATA = 0;
    private static final int ERROR = 1;
    private static final int PROGRESS = 2;
    private static final int END = 3;

    private final OutputStream out;

    /** Writes the header. */
    AvroStream(OutputStream out) throws IOException {
        this.out = out;
        Fields header = new Fields();
        header.bytes.writeBytes(MAGIC);
        header.number(2);
        header.text("avro.codec");
        header.text("null");
        header.text("avro.schema");
        header.text(SCHEMA);
        header.number(0);
        header.bytes.writeBytes(SYNC_MARKER);
        header.bytes.writeTo(out);
    }

    void result(byte[] data) throws IOException {
        Fields fields = new Fields(RESULT_DATA);
        fields.text(data);
        write(fields);
    }

    void error(boolean fatal, String name, String description, long position) throws IOException {
        Fields fields = new Fields(ERROR);
        fields.bytes.write(fatal ? 1 : 0);
        fields.text(name);
        fields.text(description);
        fields.number(position);
        write(fields);
    }

    void progress(long scanned, long total) throws IOException {
        Fields fields = new Fields(PROGRESS);
        fields.number(scanned);
        fields.number(total);
        write(fields);
    }

    void end(long total) throws IOException {
        Fields fields = new Fields(END);
        fields.number(total);
        write(fields);
    }

    /** Writes every object as its own block, so that the client receives it at once. */
    private void write(Fields fields) throws IOException {
        Fields block = new Fields();
        block.number(1);
        block.number(fields.bytes.size());
        block.bytes.writeTo(out);
        fields.bytes.writeTo(out);
        out.write(SYNC_MARKER);
    }

    private static String record(String name, String... fields) {
        return "{\"type\":\"record\",\"name\":\"" + NAMESPACE + name + "\",\"doc\":\"\",\"fields\":["
                + String.join(",", fields) + "]}";
    }

    private static String field(String name, String type) {
        return "{\"name\":\"" + name + "\",\"type\":\"" + type + "\"}";
    }

    /** The fields of an object in the Avro encoding. */
    private static final class Fields {
        private final ByteArrayOutputStream bytes = new ByteArrayOutputStream();

        private Fields() {}

        private Fields(int kind) {
            number(kind);
        }

        private void number(long value) {
            long rest = (value << 1) ^ (value >> 63);
            while (rest > 0x7F || rest < 0) {
                bytes.write((int) (rest & 0x7F) | 0x80);
                rest >>>= 7;
            }
            bytes.write((int) rest);
        }

        private void text(String value) {
            text(value.getBytes(StandardCharsets.UTF_8));
        }

        private void text(byte[] value) {
            number(value.length);
            bytes.writeBytes(value);
        }
    }
}

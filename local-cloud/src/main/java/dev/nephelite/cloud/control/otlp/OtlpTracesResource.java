package dev.nephelite.cloud.control.otlp;

import com.google.protobuf.CodedOutputStream;
import dev.nephelite.cloud.control.protocol.ControlError;
import dev.nephelite.cloud.control.protocol.JsonResponse;
import dev.nephelite.cloud.control.resource.ControlledCloud;
import dev.nephelite.emulator.http.Body;
import dev.nephelite.emulator.http.Handler;
import dev.nephelite.emulator.http.HttpRequest;
import dev.nephelite.emulator.http.Response;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.util.Locale;
import java.util.Map;
import java.util.zip.GZIPInputStream;
import org.jspecify.annotations.Nullable;

/**
 * Accepts spans by OTLP over HTTP, in JSON or protobuf, and adds them to the traces of the cloud.
 *
 * @see <a href="https://opentelemetry.io/docs/specs/otlp/#otlphttp">OTLP/HTTP</a>
 */
public record OtlpTracesResource(ControlledCloud cloud) implements Handler.Synchronous {
    /** Not {@code /v1/traces}, which is the default of OTLP and has our own traces. */
    public static final String PATH = "/otlp/v1/traces";

    private static final int MAX_SENT_BYTES = 4 << 20;
    private static final int MAX_BYTES = 16 << 20;
    private static final String JSON = "application/json";
    private static final String PROTOBUF = "application/x-protobuf";
    private static final String REJECTED =
            "A span needs a trace id, a span id, and a time of its start and of its end.";

    @Override
    public Response handle(HttpRequest request) throws IOException {
        String type = type(request);
        byte[] body = body(request);
        ReportedSpans reported;
        try {
            reported = type.equals(JSON) ? JsonSpans.read(body) : ProtobufSpans.read(body);
        } catch (IOException malformed) {
            throw ControlError.INVALID_PARAMETER.exception("The body has no spans in " + type + ".");
        }
        cloud.traces().apps().add(reported.accepted());
        return type.equals(JSON) ? inJson(reported.rejected()) : inProtobuf(reported.rejected());
    }

    private static String type(HttpRequest request) {
        @Nullable String type = request.headers().get("Content-Type");
        String plain = type == null ? "" : type.split(";", 2)[0].strip().toLowerCase(Locale.ROOT);
        if (!plain.equals(JSON) && !plain.equals(PROTOBUF)) {
            throw ControlError.INVALID_PARAMETER.exception(
                    "The Content-Type has to be " + PROTOBUF + " or " + JSON + ".");
        }
        return plain;
    }

    private static byte[] body(HttpRequest request) throws IOException {
        byte[] sent = limited(request.body(), MAX_SENT_BYTES);
        @Nullable String encoding = request.headers().get("Content-Encoding");
        if (encoding == null || encoding.strip().equalsIgnoreCase("identity")) {
            return sent;
        }
        if (!encoding.strip().equalsIgnoreCase("gzip")) {
            throw ControlError.INVALID_PARAMETER.exception("The Content-Encoding has to be gzip, or none.");
        }
        try (InputStream unzipped = new GZIPInputStream(new ByteArrayInputStream(sent))) {
            return limited(unzipped, MAX_BYTES);
        } catch (IOException malformed) {
            throw ControlError.INVALID_PARAMETER.exception("The body is not compressed with gzip.");
        }
    }

    private static byte[] limited(InputStream body, int most) throws IOException {
        byte[] bytes = body.readNBytes(most + 1);
        if (bytes.length > most) {
            throw ControlError.INVALID_PARAMETER.exception("The body has to have at most " + most + " bytes.");
        }
        return bytes;
    }

    private static Response inJson(int rejected) {
        return JsonResponse.of(
                200,
                rejected == 0
                        ? Map.of()
                        : Map.of(
                                "partialSuccess",
                                Map.of("rejectedSpans", Integer.toString(rejected), "errorMessage", REJECTED)));
    }

    private static Response inProtobuf(int rejected) throws IOException {
        byte[] body = {};
        if (rejected > 0) {
            ByteArrayOutputStream partial = new ByteArrayOutputStream();
            CodedOutputStream inner = CodedOutputStream.newInstance(partial);
            inner.writeInt64(1, rejected);
            inner.writeString(2, REJECTED);
            inner.flush();
            ByteArrayOutputStream whole = new ByteArrayOutputStream();
            CodedOutputStream outer = CodedOutputStream.newInstance(whole);
            outer.writeByteArray(1, partial.toByteArray());
            outer.flush();
            body = whole.toByteArray();
        }
        return Response.of(200).header("Content-Type", PROTOBUF).body(Body.bytes(body));
    }
}

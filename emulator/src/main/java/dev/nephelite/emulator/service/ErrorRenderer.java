package dev.nephelite.emulator.service;

import dev.nephelite.emulator.error.StorageError;
import dev.nephelite.emulator.error.StorageException;
import dev.nephelite.emulator.http.Body;
import dev.nephelite.emulator.http.HttpRequest;
import dev.nephelite.emulator.http.Response;
import dev.nephelite.emulator.xml.XmlWriter;
import java.time.Instant;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.Locale;
import java.util.Map;

/** The format in which a service tells its clients of errors. */
@FunctionalInterface
public interface ErrorRenderer {
    /** A document with code, message and details. */
    ErrorRenderer XML = new XmlErrorRenderer();

    /** The answer that refuses {@code request}. */
    Response render(StorageException refusal, HttpRequest request, String requestId);

    /** Renders refusals as an XML document with code, message and details. */
    final class XmlErrorRenderer implements ErrorRenderer {
        /** Clients parse this with patterns that ask for seven digits of a second, even where they are zeros. */
        private static final DateTimeFormatter TIME = DateTimeFormatter.ofPattern(
                        "yyyy-MM-dd'T'HH:mm:ss.SSSSSSS'Z'", Locale.ROOT)
                .withZone(ZoneOffset.UTC);

        @Override
        public Response render(StorageException refusal, HttpRequest request, String requestId) {
            StorageError error = refusal.error();
            Response response =
                    Response.of(error.status()).reason(refusal.message()).header("x-ms-error-code", error.code());
            refusal.headers().forEach(response::header);
            boolean bodyless = request.method().equals("HEAD") || error.status() == 304;
            if (bodyless) {
                return response;
            }
            return response.header("Content-Type", "application/xml")
                    .body(body(refusal, requestId, request.receivedAt()));
        }

        private static Body body(StorageException refusal, String requestId, Instant now) {
            StorageError error = refusal.error();
            XmlWriter xml = new XmlWriter().open("Error");
            xml.element("Code", error.code());
            xml.element("Message", refusal.message() + "\nRequestId:" + requestId + "\nTime:" + TIME.format(now));
            for (Map.Entry<String, String> detail : refusal.details().entrySet()) {
                xml.element(detail.getKey(), detail.getValue());
            }
            return Body.bytes(xml.close().bytes());
        }
    }
}

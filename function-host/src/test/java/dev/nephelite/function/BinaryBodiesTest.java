package dev.nephelite.function;

import static org.assertj.core.api.Assertions.assertThat;

import com.microsoft.azure.functions.HttpRequestMessage;
import com.microsoft.azure.functions.annotation.BindingName;
import com.microsoft.azure.functions.annotation.FunctionName;
import com.microsoft.azure.functions.annotation.HttpTrigger;
import dev.nephelite.function.java.TestApp;
import java.io.IOException;
import java.io.InputStream;
import java.net.http.HttpRequest.BodyPublishers;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.DisplayNameGeneration;
import org.junit.jupiter.api.DisplayNameGenerator.ReplaceUnderscores;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Bodies for functions that take bytes. */
@DisplayNameGeneration(ReplaceUnderscores.class)
class BinaryBodiesTest {
    /** No text in any encoding that a body may name. */
    private static final byte[] PICTURE = {(byte) 0xff, (byte) 0xd8, 0, (byte) 0x80, (byte) 0xc3, 0x28, '\r', '\n'};

    private static final List<String> TYPES =
            List.of("image/jpeg", "text/plain; charset=iso-8859-1", "application/json", "application/octet-stream");

    @TempDir
    private Path folder = Path.of("");

    private WebHost web;

    @BeforeEach
    void start() {
        web = new WebHost(TestApp.of(folder, Map.of(), Functions.class));
    }

    @AfterEach
    void close() {
        web.close();
    }

    private List<String> warnings() {
        return web.log.lines().stream()
                .filter(line -> line.contains("Azure would decode"))
                .toList();
    }

    private String post(String function, String type, byte[] body) throws IOException, InterruptedException {
        return web.send(web.to("/api/" + function).header("Content-Type", type).POST(BodyPublishers.ofByteArray(body)))
                .body();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {"bytes", "boxed", "stream", "requestOfBytes", "requestOfOptional", "requestOfStream", "typed"})
    void a_body_arrives_untouched_whatever_its_content_type(String function) throws Exception {
        for (String type : TYPES) {
            assertThat(post(function, type, PICTURE)).as(type).isEqualTo(hex(PICTURE));
        }
        assertThat(web.send(web.to("/api/" + function).POST(BodyPublishers.ofByteArray(PICTURE)))
                        .body())
                .as("no Content-Type")
                .isEqualTo(hex(PICTURE));
    }

    @Nested
    class The_log {
        @Test
        void says_once_per_function_that_Azure_would_decode_the_body() throws Exception {
            post("bytes", "image/jpeg", PICTURE);
            post("bytes", "image/png", PICTURE);
            post("stream", "image/png", PICTURE);

            assertThat(warnings())
                    .satisfiesExactly(
                            first -> assertThat(first)
                                    .contains("'bytes'", "image/jpeg", "Content-Type: application/octet-stream"),
                            second -> assertThat(second).contains("'stream'", "image/png"));
        }

        @Test
        void says_nothing_where_Azure_does_the_same() throws Exception {
            post("bytes", "application/octet-stream", PICTURE);
            post("bytes", "Multipart/form-data; boundary=x", PICTURE);
            post("bytes", "image/jpeg", new byte[0]);
            post("text", "image/jpeg", PICTURE);

            assertThat(warnings()).isEmpty();
        }
    }

    @Test
    void an_empty_body_is_none() throws Exception {
        assertThat(post("requestOfOptional", "image/jpeg", new byte[0])).isEqualTo("none");
    }

    @Test
    void text_is_still_decoded_for_a_function_that_takes_text() throws Exception {
        byte[] latin = "grün".getBytes(StandardCharsets.ISO_8859_1);

        assertThat(post("text", "text/plain; charset=iso-8859-1", latin)).isEqualTo("grün");
    }

    @Test
    void the_members_of_a_JSON_body_are_metadata_for_a_function_that_takes_bytes_too() throws Exception {
        byte[] order = "{\"fruit\":\"apple\"}".getBytes(StandardCharsets.UTF_8);

        assertThat(post("fruit", "application/json", order)).isEqualTo("apple of 17 bytes");
    }

    private static String hex(byte[] bytes) {
        return HexFormat.of().formatHex(bytes);
    }

    /** One function for each way to take bytes. */
    public static final class Functions {
        @FunctionName("bytes")
        public String bytes(@HttpTrigger(name = "request") byte[] body) {
            return HexFormat.of().formatHex(body);
        }

        @FunctionName("boxed")
        public String boxed(@HttpTrigger(name = "request") HttpRequestMessage<Byte[]> request) {
            Byte[] body = request.getBody();
            byte[] plain = new byte[body.length];
            for (int i = 0; i < body.length; i++) {
                plain[i] = body[i];
            }
            return HexFormat.of().formatHex(plain);
        }

        @FunctionName("stream")
        public String stream(@HttpTrigger(name = "request") InputStream body) throws IOException {
            return HexFormat.of().formatHex(body.readAllBytes());
        }

        @FunctionName("requestOfBytes")
        public String requestOfBytes(@HttpTrigger(name = "request") HttpRequestMessage<byte[]> request) {
            return HexFormat.of().formatHex(request.getBody());
        }

        @FunctionName("requestOfOptional")
        public String requestOfOptional(@HttpTrigger(name = "request") HttpRequestMessage<Optional<byte[]>> request) {
            return request.getBody().map(HexFormat.of()::formatHex).orElse("none");
        }

        @FunctionName("requestOfStream")
        public String requestOfStream(@HttpTrigger(name = "request") HttpRequestMessage<Optional<InputStream>> request)
                throws IOException {
            return HexFormat.of().formatHex(request.getBody().orElseThrow().readAllBytes());
        }

        @FunctionName("typed")
        public String typed(@HttpTrigger(name = "request", dataType = "string") byte[] body) {
            return HexFormat.of().formatHex(body);
        }

        @FunctionName("text")
        public String text(@HttpTrigger(name = "request") String body) {
            return body;
        }

        @FunctionName("fruit")
        public String fruit(@HttpTrigger(name = "request") byte[] body, @BindingName("fruit") String fruit) {
            return fruit + " of " + body.length + " bytes";
        }
    }
}

package dev.nephelite.cloud.control;

import static org.assertj.core.api.Assertions.assertThat;

import dev.nephelite.emulator.http.Body.BodySink;
import dev.nephelite.emulator.http.Headers;
import dev.nephelite.emulator.http.HttpRequest;
import dev.nephelite.emulator.http.Response;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.net.URI;
import java.nio.channels.FileChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.FileSystems;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.stream.Stream;
import java.util.zip.GZIPInputStream;
import org.junit.jupiter.api.DisplayNameGeneration;
import org.junit.jupiter.api.DisplayNameGenerator.ReplaceUnderscores;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

@DisplayNameGeneration(ReplaceUnderscores.class)
class DashboardFilesTest {
    /** What a browser loads at first, all views included. */
    private static final int MOST_COMPRESSED_BYTES = 150 * 1024;

    private final DashboardFiles dashboard = new DashboardFiles();

    @Test
    void everything_together_is_small() throws Exception {
        int bytes = 0;
        for (String path : paths()) {
            bytes += body(find(path, Map.of("Accept-Encoding", "gzip"))).length;
        }

        assertThat(bytes).isBetween(1, MOST_COMPRESSED_BYTES);
    }

    @Test
    void no_file_names_another_server() throws Exception {
        for (String path : paths()) {
            String text = new String(body(find(path, Map.of())), StandardCharsets.UTF_8);

            assertThat(text.replace("http://www.w3.org/2000/svg", "")).as(path).doesNotContainPattern("https?://[a-z]");
        }
    }

    @Test
    void markup_is_never_made_of_text() throws Exception {
        for (String path : paths()) {
            String text = new String(body(find(path, Map.of())), StandardCharsets.UTF_8);

            assertThat(text)
                    .as(path)
                    .doesNotContain("innerHTML", "outerHTML", "insertAdjacentHTML", "document.write", "eval(");
        }
    }

    @Test
    void the_module_has_no_code() throws Exception {
        assertThat(paths()).allSatisfy(path -> assertThat(path).matches(".*\\.(html|css|js|svg)"));
    }

    @ParameterizedTest
    @CsvSource({
        "/, text/html; charset=utf-8",
        "/main.js, text/javascript; charset=utf-8",
        "/views/runs.js, text/javascript; charset=utf-8",
        "/style.css, text/css; charset=utf-8",
        "/favicon.svg, image/svg+xml"
    })
    void a_file_has_its_type_and_may_do_nothing_beyond_its_origin(String path, String type) {
        Response response = find(path, Map.of());

        assertThat(response.status()).isEqualTo(200);
        assertThat(header(response, "Content-Type")).isEqualTo(type);
        assertThat(header(response, "Content-Security-Policy"))
                .contains("default-src 'self'", "frame-ancestors 'none'", "form-action 'none'")
                .doesNotContain("unsafe");
        assertThat(header(response, "Referrer-Policy")).isEqualTo("no-referrer");
        assertThat(header(response, "Cache-Control")).isEqualTo("no-cache");
    }

    @Test
    void a_browser_that_has_a_file_does_not_get_it_again() throws IOException {
        Map<String, String> gzip = Map.of("Accept-Encoding", "deflate, gzip;q=0.8");
        String tag = header(find("/main.js", gzip), "ETag");

        Response again = find("/main.js", Map.of("Accept-Encoding", "gzip", "If-None-Match", "\"x\", " + tag));

        assertThat(again.status()).isEqualTo(304);
        assertThat(body(again)).isEmpty();
        assertThat(find("/main.js", Map.of("If-None-Match", tag)).status())
                .as("the same file, not compressed")
                .isEqualTo(200);
    }

    @Test
    void a_file_is_compressed_if_the_browser_can_read_that() throws IOException {
        byte[] plain = body(find("/main.js", Map.of()));
        Response response = find("/main.js", Map.of("Accept-Encoding", "gzip, br"));

        assertThat(header(response, "Content-Encoding")).isEqualTo("gzip");
        assertThat(new GZIPInputStream(new ByteArrayInputStream(body(response))).readAllBytes())
                .isEqualTo(plain);
        assertThat(find("/main.js", Map.of()).has("Content-Encoding")).isFalse();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "/nothing.js",
                "/views",
                "/views/",
                "/../control/DashboardFiles.class",
                "/views/../main.js",
                "/%6dain.js",
                "/main.class",
                "//main.js",
                "/v1/status"
            })
    void other_paths_are_no_files(String path) {
        assertThat(dashboard.find(
                        HttpRequest.builder("GET", path, Instant.EPOCH).build()))
                .isEmpty();
    }

    @Test
    void files_are_only_read() {
        assertThat(dashboard.find(
                        HttpRequest.builder("POST", "/", Instant.EPOCH).build()))
                .isEmpty();
    }

    private Response find(String path, Map<String, String> headers) {
        return dashboard
                .find(HttpRequest.builder("GET", path, Instant.EPOCH)
                        .headers(Headers.of(headers))
                        .build())
                .orElseThrow();
    }

    private static String header(Response response, String name) {
        return response.headers().stream()
                .filter(header -> header.name().equals(name))
                .findFirst()
                .orElseThrow()
                .value();
    }

    private static byte[] body(Response response) throws IOException {
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        response.body().writeTo(new BodySink() {
            @Override
            public void write(byte[] from, int offset, int length) {
                bytes.write(from, offset, length);
            }

            @Override
            public void transfer(FileChannel file, long position, long count) {
                throw new UnsupportedOperationException();
            }

            @Override
            public void flush() {}
        });
        return bytes.toByteArray();
    }

    /** The paths of all files, which are in a folder or a jar. */
    private static List<String> paths() throws Exception {
        URI index = Objects.requireNonNull(DashboardFilesTest.class.getResource("/dev/nephelite/dashboard/index.html"))
                .toURI();
        if (index.getScheme().equals("file")) {
            return paths(Objects.requireNonNull(Path.of(index).getParent()));
        }
        try (java.nio.file.FileSystem jar = FileSystems.newFileSystem(index, Map.of())) {
            return paths(jar.getPath("/dev/nephelite/dashboard"));
        }
    }

    private static List<String> paths(Path folder) throws IOException {
        try (Stream<Path> files = Files.walk(folder)) {
            return files.filter(Files::isRegularFile)
                    .map(file -> "/" + folder.relativize(file).toString().replace('\\', '/'))
                    .sorted()
                    .toList();
        }
    }
}

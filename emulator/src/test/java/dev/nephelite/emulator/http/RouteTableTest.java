package dev.nephelite.emulator.http;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalStateException;

import dev.nephelite.emulator.http.RouteTable.Match;
import java.time.Instant;
import java.util.Map;
import org.junit.jupiter.api.DisplayNameGeneration;
import org.junit.jupiter.api.DisplayNameGenerator.ReplaceUnderscores;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

@DisplayNameGeneration(ReplaceUnderscores.class)
class RouteTableTest {
    private final RouteTable<String> strict = filled(RouteTable.strict());
    private final RouteTable<String> lenient = filled(RouteTable.lenient());

    private static RouteTable<String> filled(RouteTable<String> table) {
        return table.on("GET /rules", "list")
                .on("POST|PUT /rules/{id}", "write")
                .on("GET /rules/{id}", "read")
                .on("GET /rules/all.json", "download")
                .on("GET /files/{path...}", "file");
    }

    @ParameterizedTest
    @CsvSource({
        "GET,  /rules,          list",
        "GET,  /rules/7,        read",
        "POST, /rules/7,        write",
        "PUT,  /rules/7,        write",
        "GET,  /rules/all.json, download",
        "GET,  /rules/all-json, read",
        "GET,  /files/a/b/,     file",
        "GET,  /files/,         file",
    })
    void find_findsTheOperationByMethodAndPath(String method, String path, String operation) {
        assertThat(strict.find(request(method, path)).map(Match::operation)).contains(operation);
        assertThat(lenient.find(request(method, path)).map(Match::operation)).contains(operation);
    }

    @ParameterizedTest
    @CsvSource({"DELETE, /rules/7", "GET, /rules/7/8", "GET, /rules/", "GET, /Rules", "get, /rules", "GET, /more/rules"
    })
    void find_findsNothingElse(String method, String path) {
        assertThat(strict.find(request(method, path))).isEmpty();
    }

    @ParameterizedTest
    @CsvSource({"/RULES/All.JSON, download", "/rules//, list", "/Rules/7/, read"})
    void find_ignoresCaseAndSlashesAtTheEndInALenientTable(String path, String operation) {
        assertThat(lenient.find(request("GET", path)).map(Match::operation)).contains(operation);
    }

    @Test
    void find_returnsWhatThePlaceholdersStandForAsItIsWritten() {
        Match<String> file = strict.find(request("GET", "/files/a%20b/c")).orElseThrow();

        assertThat(file.names()).isEqualTo(Map.of("path", "a%20b/c"));
        assertThat(file.name("path")).isEqualTo("a%20b/c");
        assertThat(file.hasName("id")).isFalse();
        assertThatIllegalStateException().isThrownBy(() -> file.name("id")).withMessageContaining("'id'");
    }

    @Test
    void methods_returnsThoseOfThePath() {
        assertThat(strict.methods("/rules/7")).containsExactly("POST", "PUT", "GET");
        assertThat(strict.methods("/elsewhere")).isEmpty();
    }

    @Test
    void lines_returnsTheTable() {
        assertThat(strict.lines()).hasSize(5).startsWith("GET /rules", "POST|PUT /rules/{id}");
    }

    private static HttpRequest request(String method, String path) {
        return HttpRequest.builder(method, path, Instant.EPOCH).build();
    }
}

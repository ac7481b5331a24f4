package dev.nephelite.function.run;

import static org.assertj.core.api.Assertions.assertThat;

import dev.nephelite.function.run.OutputDifference.Change;
import dev.nephelite.function.run.Payload.Form;
import dev.nephelite.function.worker.TypedData;
import java.io.InputStream;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.junit.jupiter.api.DisplayNameGeneration;
import org.junit.jupiter.api.DisplayNameGenerator.ReplaceUnderscores;
import org.junit.jupiter.api.Test;

@DisplayNameGeneration(ReplaceUnderscores.class)
class OutputDifferenceTest {
    private static OutputDifference between(TypedData before, TypedData after) {
        return OutputDifference.between(Map.of("out", Payload.of(before)), Map.of("out", Payload.of(after)))
                .get(0);
    }

    private static OutputDifference between(String before, String after) {
        return between(new TypedData.Text(before), new TypedData.Text(after));
    }

    private static OutputDifference changed(String... lines) {
        return new OutputDifference("out", Change.CHANGED, List.of(lines));
    }

    @Test
    void equal_values_are_the_same() {
        assertThat(between("a", "a")).isEqualTo(new OutputDifference("out", Change.SAME, List.of()));
        assertThat(between(new TypedData.Bytes(new byte[] {-1}), new TypedData.Bytes(new byte[] {-1}))
                        .change())
                .isEqualTo(Change.SAME);
    }

    @Test
    void outputs_that_one_run_has_not_set_are_added_or_removed() {
        Map<String, Payload> both =
                Map.of("a", Payload.of(new TypedData.Text("x\ny")), "b", Payload.of(TypedData.NONE));

        assertThat(OutputDifference.between(Map.of(), both))
                .containsExactly(
                        new OutputDifference("a", Change.ADDED, List.of("+ x", "+ y")),
                        new OutputDifference("b", Change.ADDED, List.of()));
        assertThat(OutputDifference.between(both, Map.of()))
                .containsExactly(
                        new OutputDifference("a", Change.REMOVED, List.of("- x", "- y")),
                        new OutputDifference("b", Change.REMOVED, List.of()));
    }

    @Test
    void text_is_compared_line_by_line() {
        assertThat(between("1\n2\n3\n4\n5\n6\n7\n8\n9", "1\n2\n3\n4\nfive\n6\n7\n8\n9"))
                .isEqualTo(changed("  ...", "  2", "  3", "  4", "- 5", "+ five", "  6", "  7", "  8", "  ..."));
        assertThat(between("a\nb\nc", "b\nc\nd")).isEqualTo(changed("- a", "  b", "  c", "+ d"));
        assertThat(between("a", "a\n")).isEqualTo(changed("  a", "+ "));
    }

    @Test
    void texts_with_very_many_different_lines_are_compared_as_a_whole() {
        String before = IntStream.range(0, 3_000).mapToObj(Integer::toString).collect(Collectors.joining("\n"));
        String after =
                IntStream.range(0, 3_000).mapToObj(number -> "-" + number).collect(Collectors.joining("\n"));

        OutputDifference difference = between(before, after);

        assertThat(difference.lines()).hasSize(501).startsWith("- 0", "- 1").endsWith("  ... and 5500 more lines");
    }

    @Test
    void JSON_is_compared_by_its_structure() {
        assertThat(between("{\"a\": 1, \"b\": [1, 2]}", "{\"b\":[1,2],\"a\":1}").change())
                .isEqualTo(Change.SAME);
        assertThat(between(
                        new TypedData.Json("{\"a\": 1, \"b\": [1, {\"c\": \"x\"}], \"d\": null}"),
                        new TypedData.Json("{\"a\": 2, \"b\": [1, {\"c\": \"y\"}, 3], \"e\": true}")))
                .isEqualTo(changed(
                        "- $.a: 1",
                        "+ $.a: 2",
                        "- $.b[1].c: \"x\"",
                        "+ $.b[1].c: \"y\"",
                        "+ $.b[2]: 3",
                        "- $.d: null",
                        "+ $.e: true"));
        assertThat(between("{\"a\": 1}", "no JSON")).isEqualTo(changed("- {\"a\": 1}", "+ no JSON"));
    }

    @Test
    void bytes_are_compared_by_their_number_and_hash() {
        assertThat(between(new TypedData.Bytes(new byte[] {-1}), new TypedData.Text("a")))
                .isEqualTo(changed(
                        "- 1 byte, SHA-256 a8100ae6aa1940d0b663bb31cd466142ebbdbd5187131b92d93818987832eb89",
                        "+ 1 byte, SHA-256 ca978112ca1bbdcafac231b39a23dc4da786eff8147c4e72b9807785afee48bb"));
    }

    @Test
    void responses_are_compared_with_their_status_and_headers() {
        assertThat(between(
                        new TypedData.Response(200, Map.of("a", List.of("1")), new TypedData.Text("fine")),
                        new TypedData.Response(404, Map.of("a", List.of("1")), new TypedData.Text("missing"))))
                .isEqualTo(changed("- 200", "+ 404", "  a: 1", "- fine", "+ missing"));
    }

    @Test
    void what_is_not_recorded_is_unknown() {
        String start = "x".repeat(Payload.MAX_CHARACTERS);

        assertThat(between(start + "1", start + "2").change()).isEqualTo(Change.UNKNOWN);
        assertThat(between(start + "1", start + "22")).isEqualTo(changed("- 65537 bytes", "+ 65538 bytes"));
        assertThat(OutputDifference.between(
                                Map.of("out", Payload.of(new TypedData.Stream(InputStream.nullInputStream()))),
                                Map.of("out", Payload.of(new TypedData.Stream(InputStream.nullInputStream()))))
                        .get(0))
                .isEqualTo(new OutputDifference(
                        "out", Change.UNKNOWN, List.of("  a stream, whose content is not recorded")));
    }

    @Test
    void a_value_is_made_again_from_its_record() {
        List.of(
                        new TypedData.Text("a"),
                        new TypedData.Json("{\"a\": 1}"),
                        new TypedData.Bytes(new byte[] {-1}),
                        TypedData.NONE)
                .forEach(value -> assertThat(Payload.of(value).value()).isEqualTo(value));
        assertThat(Payload.of(new TypedData.Int(5)).value()).isEqualTo(new TypedData.Json("5"));
        assertThat(Payload.of(TypedData.NONE).form()).isEqualTo(Form.NONE);
    }
}

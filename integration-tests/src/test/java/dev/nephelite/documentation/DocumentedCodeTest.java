package dev.nephelite.documentation;

import static org.assertj.core.api.Assertions.assertThat;

import dev.nephelite.program.Nephelite;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.stream.Stream;
import org.junit.jupiter.api.DisplayNameGeneration;
import org.junit.jupiter.api.DisplayNameGenerator.ReplaceUnderscores;
import org.junit.jupiter.api.Test;

/** Code that the documents show is a part of a sample, which the build compiles and tests. */
@DisplayNameGeneration(ReplaceUnderscores.class)
class DocumentedCodeTest {
    /** The languages of the blocks of code, each of which is the ending of the names of its files. */
    static final Set<String> LANGUAGES = Set.of("java", "xml");

    private static final String FENCE = "```";

    @Test
    void a_block_of_code_is_in_a_file_of_a_sample() throws IOException {
        List<String> files = new ArrayList<>();
        try (Stream<Path> all = Files.walk(Nephelite.HOME.resolve("samples"))) {
            for (Path file : all.filter(DocumentedCodeTest::isCode).toList()) {
                files.add(unindented(Files.readAllLines(file)));
            }
        }
        List<String> blocks = new ArrayList<>();
        for (Path document : Documents.all()) {
            blocks.addAll(blocks(Files.readAllLines(document)));
        }

        assertThat(blocks).isNotEmpty().allSatisfy(block -> assertThat(files).anyMatch(file -> file.contains(block)));
    }

    private static boolean isCode(Path file) {
        return LANGUAGES.stream().anyMatch(language -> file.toString().endsWith("." + language));
    }

    private static List<String> blocks(List<String> document) {
        List<String> blocks = new ArrayList<>();
        for (int start = 0; start < document.size(); start++) {
            if (document.get(start).startsWith(FENCE)
                    && LANGUAGES.contains(document.get(start).substring(FENCE.length()))) {
                int end = start + document.subList(start, document.size()).indexOf(FENCE);
                blocks.add(unindented(document.subList(start + 1, end)));
                start = end;
            }
        }
        return blocks;
    }

    private static String unindented(List<String> lines) {
        return String.join("\n", lines.stream().map(String::strip).toList());
    }
}

package dev.nephelite;

import static org.assertj.core.api.Assertions.assertThat;

import com.tngtech.archunit.core.importer.ClassFileImporter;
import com.tngtech.archunit.core.importer.ImportOption;
import dev.nephelite.emulator.service.Operation;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.DisplayNameGeneration;
import org.junit.jupiter.api.DisplayNameGenerator.ReplaceUnderscores;
import org.junit.jupiter.api.Test;

/** What {@code docs/compatibility.md} promises is there, and what is there is in the document. */
@DisplayNameGeneration(ReplaceUnderscores.class)
class CompatibilityTest {
    private static final Path DOCUMENT = Path.of("..", "docs", "compatibility.md");
    private static final Pattern ROW = Pattern.compile("(?m)^\\| ([A-Z][^|]*) \\| (yes|partly|refused) \\|.*\\|$");

    @Test
    void the_operations_that_are_supported_are_those_that_there_is_a_class_for() throws IOException {
        assertThat(rows(false)).containsExactlyInAnyOrderElementsOf(operations().toList());
    }

    @Test
    void no_operation_is_both_supported_and_refused() throws IOException {
        assertThat(rows(true)).doesNotContainAnyElementsOf(rows(false));
    }

    private static List<String> rows(boolean refused) throws IOException {
        return Arrays.stream(Files.readString(DOCUMENT).split("\n\n"))
                .filter(block -> block.startsWith("| Operation |"))
                .flatMap(table -> ROW.matcher(table).results())
                .filter(row -> row.group(2).equals("refused") == refused)
                .map(row -> row.group(1).strip())
                .toList();
    }

    /** The reference writes these small where the name of a class cannot. */
    private static String withSmallWords(String name) {
        return name.replace(" By ", " by ").replace(" From Url", " From URL");
    }

    /**
     * The class of an operation lies in a folder of its service and is called as the operation is. Preflight requests are
     * answered by the request pipeline, for every service.
     */
    private static Stream<String> operations() {
        Stream<String> ofThePipeline = Stream.of("Preflight Blob Request", "Preflight Queue Request");
        return Stream.concat(ofThePipeline, operationsWithClass());
    }

    private static Stream<String> operationsWithClass() {
        return new ClassFileImporter()
                        .withImportOption(new ImportOption.DoNotIncludeTests())
                        .importPackages("dev.nephelite.blob", "dev.nephelite.queue")
                        .stream()
                        .filter(type -> type.isAssignableTo(Operation.class) && type.isTopLevelClass())
                        .filter(type -> type.getPackageName().split("\\.", -1).length > 3)
                        .map(type -> type.getSimpleName().replaceAll("(?<=[a-z])(?=[A-Z])", " "))
                        .map(CompatibilityTest::withSmallWords);
    }
}

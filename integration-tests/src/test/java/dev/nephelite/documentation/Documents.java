package dev.nephelite.documentation;

import dev.nephelite.program.Nephelite;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;

/** The Markdown files of the checkout. */
final class Documents {
    private Documents() {}

    /** The documents whose commands are tested: README, CONTRIBUTING, docs and the READMEs of the samples. */
    static List<Path> all() throws IOException {
        List<Path> documents = new ArrayList<>(
                List.of(Nephelite.HOME.resolve("README.md"), Nephelite.HOME.resolve("CONTRIBUTING.md")));
        documents.addAll(in(Nephelite.HOME.resolve("docs")));
        try (Stream<Path> samples = Files.list(Nephelite.HOME.resolve("samples"))) {
            for (Path sample : samples.sorted().toList()) {
                documents.addAll(in(sample));
            }
        }
        return documents;
    }

    /** A page of {@code docs}. */
    static Path page(String name) {
        return Nephelite.HOME.resolve("docs").resolve(name + ".md");
    }

    /** The Markdown files in a folder, without those in its subfolders. */
    static List<Path> in(Path folder) throws IOException {
        try (Stream<Path> files = Files.list(folder)) {
            return files.filter(file -> file.toString().endsWith(".md"))
                    .sorted()
                    .toList();
        }
    }
}

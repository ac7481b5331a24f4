package dev.nephelite;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.regex.Pattern;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.DisplayNameGeneration;
import org.junit.jupiter.api.DisplayNameGenerator.ReplaceUnderscores;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;

/** The part of the house style that can be counted or spelled; a failure lists every place to mend. */
@DisplayNameGeneration(ReplaceUnderscores.class)
class TidyTest {
    private static final Path CHECKOUT = Path.of("..").toAbsolutePath().normalize();

    // A letter in brackets keeps a pattern from finding itself here.
    private static final Pattern POSTPONES = Pattern.compile("\\b(TO[D]O|FIX[M]E)\\b");
    private static final Pattern LEAVES_A_TYPE_OUT = Pattern.compile("\\bv[a]r \\w+ [=:]");
    private static final Pattern SLEEPS = Pattern.compile("\\b(Thread|[A-Z]+S)(\\.s[l]eep\\(|::s[l]eep)");

    /** Numbers are formatted with the digits of the user's language then, which no protocol knows. */
    private static final Pattern LOCALIZES_A_NUMBER = Pattern.compile("%[d]|%[,0-9.]+[df].*\\.form[a]tted\\(");

    private static final Pattern IS_SKIPPED = Pattern.compile("@D[i]sabled\\b");

    /** {@code StoreHelper}, {@code AbstractStore}, {@code IStore}; but neither {@code Base64} nor {@code IPv4}. */
    private static final Pattern SAYS_NOTHING =
            Pattern.compile("I[A-Z][a-z].*|.*(Abstract|Base|Helper|Impl|Manager|Util)s?(?![a-z0-9]).*");

    @Nested
    class A_file {
        @Test
        void postpones_nothing() {
            assertThat(places("", POSTPONES)).isEmpty();
        }

        @Test
        void leaves_no_type_out() {
            assertThat(places("", LEAVES_A_TYPE_OUT)).isEmpty();
        }

        /** {@code %s} and {@code Locale.ROOT} do not. */
        @Test
        void formats_numbers_alike_in_every_language() {
            assertThat(places("/src/main/", LOCALIZES_A_NUMBER)).isEmpty();
        }

        @Test
        void has_a_name_that_says_something() {
            assertThat(sources("")
                            .filter(file -> SAYS_NOTHING.matcher(name(file)).matches()))
                    .isEmpty();
        }
    }

    @Nested
    class A_test {
        @Test
        void does_not_sleep() {
            assertThat(places("/src/test/", SLEEPS)).isEmpty();
        }

        @Test
        void is_not_skipped() {
            assertThat(places("/src/test/", IS_SKIPPED)).isEmpty();
        }
    }

    @Nested
    class A_package {
        @Test
        void says_what_it_is_for_and_has_its_nulls_checked() {
            Stream<Path> packages = sources("/src/main/")
                    .filter(this::isOurs)
                    .map(Path::getParent)
                    .distinct();
            assertThat(packages.filter(folder -> !isExplained(folder.resolve("package-info.java"))))
                    .isEmpty();
        }

        /** An app is written as its user would write it. */
        private boolean isOurs(Path file) {
            return !file.startsWith(CHECKOUT.resolve("samples"))
                    && !file.startsWith(CHECKOUT.resolve("integration-tests").resolve("apps"));
        }

        private boolean isExplained(Path packageInfo) {
            return Files.exists(packageInfo)
                    && lines(packageInfo).get(0).startsWith("/**")
                    && lines(packageInfo).contains("@NullMarked");
        }
    }

    /** The Java files of the checkout whose path contains {@code part}, without what a build has generated. */
    private static Stream<Path> sources(String part) {
        try (Stream<Path> files = Files.walk(CHECKOUT)) {
            return files
                    .filter(file -> name(file).endsWith(".java"))
                    .filter(file ->
                            slashed(file).contains("/src/") && !slashed(file).contains("/target/"))
                    .filter(file -> slashed(file).contains(part))
                    .toList()
                    .stream();
        } catch (IOException unreadable) {
            throw new UncheckedIOException(unreadable);
        }
    }

    private static Stream<String> places(String part, Pattern offense) {
        return sources(part).flatMap(file -> {
            List<String> lines = lines(file);
            return IntStream.range(0, lines.size())
                    .filter(i -> offense.matcher(lines.get(i)).find())
                    .mapToObj(i -> CHECKOUT.relativize(file) + ":" + (i + 1) + " "
                            + lines.get(i).strip());
        });
    }

    private static List<String> lines(Path file) {
        try {
            return Files.readAllLines(file);
        } catch (IOException unreadable) {
            throw new UncheckedIOException(unreadable);
        }
    }

    private static String name(Path file) {
        return file.getFileName().toString();
    }

    private static String slashed(Path file) {
        return "/" + CHECKOUT.relativize(file).toString().replace('\\', '/');
    }
}

package dev.nephelite.emulator.service;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import dev.nephelite.emulator.http.Headers;
import dev.nephelite.emulator.http.HttpRequest;
import java.time.Instant;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.DisplayNameGeneration;
import org.junit.jupiter.api.DisplayNameGenerator.ReplaceUnderscores;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

@DisplayNameGeneration(ReplaceUnderscores.class)
class ServiceVersionTest {
    private static final Headers HEADER = Headers.of(Map.of("x-ms-version", "2019-02-02"));

    @ParameterizedTest
    @CsvSource({
        "api-version=2020-02-10&sv=2021-02-12&sig=x, 2020-02-10",
        "API-Version=2020-02-10, 2020-02-10",
        "sv=2021-02-12&sig=x, 2019-02-02",
        "comp=list, 2019-02-02",
        "bad=%zz&api-version=2020-02-10, 2019-02-02"
    })
    void of_prefersTheParameterToTheHeader(String query, String version) {
        assertThat(of(query, HEADER)).isEqualTo(version);
    }

    @Test
    void of_takesTheVersionOfASignature() {
        assertThat(of("sv=2021-02-12&sig=x", Headers.NONE)).isEqualTo("2021-02-12");
        assertThat(of("sv=2021-02-12", Headers.NONE)).isNull();
    }

    @Test
    void of_isNullWithoutAnyVersion() {
        assertThat(of(null, Headers.NONE)).isNull();
        assertThat(of("comp=list", Headers.NONE)).isNull();
    }

    @Test
    void parse_acceptsALaterDate() {
        assertThat(ServiceVersion.parse("2031-01-01")).isEqualTo("2031-01-01");
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "2019", "2019-2-2", "2019-02-02 ", "latest"})
    void parse_refusesTextThatIsNoDate(String text) {
        assertThatIllegalArgumentException().isThrownBy(() -> ServiceVersion.parse(text));
    }

    private static @Nullable String of(@Nullable String query, Headers headers) {
        return ServiceVersion.of(HttpRequest.builder("GET", "/devstoreaccount1", Instant.EPOCH)
                .rawQuery(query)
                .headers(headers)
                .build());
    }
}

package dev.nephelite.blob.model;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Instant;
import java.util.UUID;
import org.junit.jupiter.api.DisplayNameGeneration;
import org.junit.jupiter.api.DisplayNameGenerator.ReplaceUnderscores;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

@DisplayNameGeneration(ReplaceUnderscores.class)
class CopyStateTest {
    @ParameterizedTest
    @CsvSource({
        "http://h/a/c/b?sv=1&sp=r&sig=x%2By%3D,          http://h/a/c/b?sv=1&sp=r",
        "http://h/a/c/b?sig=x,                           http://h/a/c/b",
        "http://h/a/c/b?SIG=x&snapshot=s,                http://h/a/c/b?snapshot=s",
        "http://h/a/c/b?a=1&%73i%67=x&b=2,               http://h/a/c/b?a=1&b=2",
        "http://h/a/c/b?sig=x&sig=y,                     http://h/a/c/b",
        "http://h/a/sig=1/b?design=1&signature=2&sigs=3, http://h/a/sig=1/b?design=1&signature=2&sigs=3",
        "http://h/a/c/b?,                                http://h/a/c/b?"
    })
    void a_copy_does_not_show_the_signature_of_its_source(String url, String shown) {
        CopyState copy = CopyState.done(new UUID(0, 1), url, 5, Instant.EPOCH);

        assertThat(copy.source()).isEqualTo(shown);
    }
}

package dev.nephelite.function.key;

import static org.assertj.core.api.Assertions.assertThat;

import dev.nephelite.emulator.time.RandomIds;
import dev.nephelite.function.key.KeyRing.KeyGenerator;
import dev.nephelite.function.key.KeyRing.Marvin32;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.util.Base64;
import java.util.stream.Stream;
import org.junit.jupiter.api.DisplayNameGeneration;
import org.junit.jupiter.api.DisplayNameGenerator.ReplaceUnderscores;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

@DisplayNameGeneration(ReplaceUnderscores.class)
class KeyGeneratorTest {
    private static Stream<KeyRing> rings() {
        return Stream.of(KeyRing.MASTER, KeyRing.HOST, KeyRing.SYSTEM, KeyRing.of("upload"));
    }

    /** The vectors of SymCrypt, whose checksum this is. */
    @Test
    void hash_equalsTheVectorsOfSymCrypt() {
        assertThat(hash("abc", 0xd53cd9cecd0893b7L)).isEqualTo(0x22c74339492769bfL);
        assertThat(hash("abcdefghijklmnopqrstuvwxyz", 0xddddeeeeffff000L)).isEqualTo(0xa128eb7e7260aca2L);
    }

    private static long hash(String text, long seed) {
        byte[] bytes = text.getBytes(StandardCharsets.US_ASCII);
        return Marvin32.hash(bytes, bytes.length, seed);
    }

    @ParameterizedTest
    @MethodSource("rings")
    void generate_returnsTheFormatOfTheCloud(KeyRing ring) {
        String key = KeyGenerator.generate(ring, RandomIds.unseeded());

        assertThat(key).matches("[a-zA-Z0-9_-]{44}AzFu[a-zA-Z0-9_-]{5}[AQgw]==");
        byte[] bytes = Base64.getUrlDecoder().decode(key);
        long checksum = Marvin32.hash(bytes, 36, ring.seed());
        assertThat(ByteBuffer.wrap(bytes, 36, 4).order(ByteOrder.LITTLE_ENDIAN).getInt())
                .isEqualTo((int) (checksum ^ (checksum >>> 32)));
    }

    @Test
    void generate_returnsUniqueKeys() {
        RandomIds ids = RandomIds.unseeded();

        assertThat(Stream.generate(() -> KeyGenerator.generate(KeyRing.HOST, ids))
                        .limit(100))
                .doesNotHaveDuplicates();
    }
}

package dev.nephelite.emulator.auth;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import dev.nephelite.emulator.auth.SasToken.IpAddressRange;
import org.junit.jupiter.api.DisplayNameGeneration;
import org.junit.jupiter.api.DisplayNameGenerator.ReplaceUnderscores;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

@DisplayNameGeneration(ReplaceUnderscores.class)
class IpAddressRangeTest {
    @Nested
    class Given_a_range {
        private final IpAddressRange range = IpAddressRange.parse("10.0.0.250-10.0.1.5");

        @ParameterizedTest
        @ValueSource(strings = {"10.0.0.250", "10.0.0.255", "10.0.1.0", "10.0.1.5", "::ffff:10.0.1.5"})
        void contains_includesBothEnds(String address) {
            assertThat(range.contains(address)).isTrue();
        }

        @ParameterizedTest
        @ValueSource(strings = {"10.0.0.249", "10.0.1.6", "1.0.1.5", "::1", "fe80::1", "2001:db8::10"})
        void contains_isFalseForOtherAddresses(String address) {
            assertThat(range.contains(address)).isFalse();
        }
    }

    @Nested
    class Given_the_loopback_address {
        private final IpAddressRange loopback = IpAddressRange.parse("127.0.0.1");

        @Test
        void contains_takesTheIPv6LoopbackForTheIPv4One() {
            assertThat(loopback.contains("0:0:0:0:0:0:0:1")).isTrue();
        }

        @Test
        void contains_isFalseForTheNextAddress() {
            assertThat(loopback.contains("127.0.0.2")).isFalse();
        }
    }

    @Nested
    class Given_something_else {
        @ParameterizedTest
        @ValueSource(strings = {"", "10.0.0", "10.0.0.256", "10.0.0.-1", "localhost", "10.0.0.1-", "10.0.0.0/8"})
        void parse_refusesTextThatIsNoRange(String text) {
            assertThatIllegalArgumentException().isThrownBy(() -> IpAddressRange.parse(text));
        }
    }
}

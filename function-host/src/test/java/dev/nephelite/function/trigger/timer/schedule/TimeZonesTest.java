package dev.nephelite.function.trigger.timer.schedule;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.ZoneId;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class TimeZonesTest {
    @ParameterizedTest
    @CsvSource({
        "Europe/Berlin,                  Europe/Berlin",
        "W. Europe Standard Time,        Europe/Berlin",
        "w. europe standard time,        Europe/Berlin",
        "Eastern Standard Time,          America/New_York",
        "Central Standard Time (Mexico), America/Mexico_City",
        "' Tokyo Standard Time ',        Asia/Tokyo",
        "UTC,                            UTC"
    })
    void find_knowsIanaAndWindowsNames(String name, String zone) {
        assertThat(TimeZones.find(name)).contains(ZoneId.of(zone));
    }

    @Test
    void find_returnsNothingForAnyOtherName() {
        assertThat(TimeZones.find("Mars Standard Time")).isEmpty();
    }

    @Test
    void find_resolvesEveryWindowsNameOnThisJdk() {
        assertThat(TimeZones.windowsNames()).hasSizeGreaterThan(130).allSatisfy(name -> assertThat(TimeZones.find(name))
                .isPresent());
    }
}

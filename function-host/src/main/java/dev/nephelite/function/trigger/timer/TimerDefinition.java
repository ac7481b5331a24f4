package dev.nephelite.function.trigger.timer;

import dev.nephelite.function.app.BindingDefinition;
import dev.nephelite.function.app.FunctionDefinition;
import dev.nephelite.function.app.config.AppSettings;
import dev.nephelite.function.app.config.InvalidAppException;
import dev.nephelite.function.schedule.Schedule;
import dev.nephelite.function.schedule.TimeZones;
import java.time.ZoneId;
import java.time.ZoneOffset;
import org.jspecify.annotations.Nullable;

/**
 * What a timer trigger declares, settings resolved.
 *
 * @param zone whose wall clock the schedule follows
 * @param runOnStartup whether the function also runs whenever the host starts
 * @param monitored whether a status is kept, so that what was missed is noticed
 */
record TimerDefinition(
        FunctionDefinition function, Schedule schedule, ZoneId zone, boolean runOnStartup, boolean monitored) {
    static TimerDefinition of(FunctionDefinition function, AppSettings appSettings) {
        BindingDefinition binding = function.trigger();
        Schedule schedule = schedule(binding.requireText("schedule").strip(), appSettings);
        return new TimerDefinition(
                function,
                schedule,
                zone(appSettings),
                binding.flag("runOnStartup", false),
                binding.flag("useMonitor", true) && !schedule.firesMoreThanOnceAMinute());
    }

    /** Only a schedule that is nothing but a setting's name is replaced by the setting. */
    private static Schedule schedule(String text, AppSettings appSettings) {
        try {
            return Schedule.parse(text.matches("%[^%]+%") ? appSettings.resolve(text) : text);
        } catch (IllegalArgumentException refused) {
            throw new InvalidAppException(String.valueOf(refused.getMessage()), refused);
        }
    }

    /** A name that is no zone means UTC, as it does to the runtime on Linux; {@code AppWarnings} reports it. */
    private static ZoneId zone(AppSettings appSettings) {
        @Nullable String name = appSettings.value(TimeZones.SETTING);
        return name == null || name.isBlank()
                ? ZoneId.systemDefault()
                : TimeZones.find(name).orElse(ZoneOffset.UTC);
    }
}

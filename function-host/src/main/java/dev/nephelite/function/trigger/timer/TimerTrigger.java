package dev.nephelite.function.trigger.timer;

import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.nephelite.function.app.BindingDefinition;
import dev.nephelite.function.app.FunctionDefinition;
import dev.nephelite.function.app.config.AppSettings;
import dev.nephelite.function.app.config.InvalidAppException;
import dev.nephelite.function.schedule.Schedule;
import dev.nephelite.function.schedule.TimeZones;
import dev.nephelite.function.trigger.HostContext;
import dev.nephelite.function.trigger.Listener;
import dev.nephelite.function.trigger.Trigger;
import dev.nephelite.function.trigger.TriggerType;
import dev.nephelite.function.worker.TypedData;
import java.time.ZoneId;
import java.time.ZoneOffset;
import java.time.ZonedDateTime;
import java.util.LinkedHashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** Runs a function on a schedule. */
public final class TimerTrigger implements TriggerType {
    @Override
    public String name() {
        return "timerTrigger";
    }

    @Override
    public Listener listen(FunctionDefinition function, HostContext host) {
        Definition timer = Definition.of(function, host.app().settings());
        return new TimerListener(timer, host);
    }

    @Override
    public boolean isAlone() {
        return true;
    }

    @Override
    public Trigger manual(FunctionDefinition function, String input, HostContext host) {
        Definition timer = Definition.of(function, host.app().settings());
        ZonedDateTime now = host.clock().now().atZone(timer.zone());
        @Nullable
        TimerStatus status = timer.monitored()
                ? new TimerStatus.Store(function.name(), host)
                        .load(timer.zone())
                        .orElse(null)
                : null;
        return Reason.MANUAL.trigger(timer.schedule(), status, now, now);
    }

    /**
     * What a timer trigger declares, with settings resolved.
     *
     * @param zone whose local time the schedule follows
     * @param runOnStartup whether the function also runs whenever the host starts
     * @param monitored whether a status is stored, so that missed runs are detected
     */
    record Definition(
            FunctionDefinition function, Schedule schedule, ZoneId zone, boolean runOnStartup, boolean monitored) {
        static Definition of(FunctionDefinition function, AppSettings appSettings) {
            BindingDefinition binding = function.trigger();
            Schedule schedule = schedule(binding.requireText("schedule").strip(), appSettings);
            return new Definition(
                    function,
                    schedule,
                    zone(appSettings),
                    binding.flag("runOnStartup", false),
                    binding.flag("useMonitor", true) && !schedule.firesMoreThanOnceAMinute());
        }

        /** Only a schedule that consists of a setting reference is replaced by the value of the setting. */
        private static Schedule schedule(String text, AppSettings appSettings) {
            try {
                return Schedule.parse(text.matches("%[^%]+%") ? appSettings.resolve(text) : text);
            } catch (IllegalArgumentException refused) {
                throw new InvalidAppException(String.valueOf(refused.getMessage()), refused);
            }
        }

        /** An unknown time zone means UTC, as in the runtime on Linux; {@code AppWarnings} reports it. */
        private static ZoneId zone(AppSettings appSettings) {
            @Nullable String name = appSettings.value(TimeZones.SETTING);
            return name == null || name.isBlank()
                    ? ZoneId.systemDefault()
                    : TimeZones.find(name).orElse(ZoneOffset.UTC);
        }
    }

    /** Why a timer runs its function, and the resulting trigger event. */
    enum Reason {
        ON_SCHEDULE(""),
        PAST_DUE("IsPastDue"),
        ON_STARTUP("RunOnStartup"),
        MANUAL("");

        private final String unscheduledReason;

        Reason(String unscheduledReason) {
            this.unscheduledReason = unscheduledReason;
        }

        /**
         * The trigger event of a run.
         *
         * @param status before this run; null if none is stored
         * @param due when the function should have run
         */
        Trigger trigger(Schedule schedule, @Nullable TimerStatus status, ZonedDateTime due, ZonedDateTime now) {
            String moment = TimerStatus.FULL.format(now);
            Map<String, String> details = new LinkedHashMap<>();
            if (!unscheduledReason.isEmpty()) {
                details.put("UnscheduledInvocationReason", unscheduledReason);
                details.put("OriginalSchedule", TimerStatus.FULL.format(due));
            }
            return new Trigger(
                    this == MANUAL ? Trigger.MANUAL : "Timer fired at " + moment,
                    details,
                    new TypedData.Json(payload(schedule, status).toString()),
                    Map.of("TimerTrigger", new TypedData.Text(moment)));
        }

        private ObjectNode payload(Schedule schedule, @Nullable TimerStatus status) {
            ObjectNode payload = JsonNodeFactory.instance.objectNode();
            payload.putObject("Schedule").put("AdjustForDST", schedule.adjustsForDaylightSaving());
            payload.set("ScheduleStatus", status == null ? payload.nullNode() : status.shown());
            return payload.put("IsPastDue", this == PAST_DUE);
        }
    }
}

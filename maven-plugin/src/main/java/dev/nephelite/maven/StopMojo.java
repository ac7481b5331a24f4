package dev.nephelite.maven;

import org.apache.maven.plugin.AbstractMojo;
import org.apache.maven.plugins.annotations.LifecyclePhase;
import org.apache.maven.plugins.annotations.Mojo;

/** Stops what goal {@code start} has started in this project. Does nothing if nothing runs. */
@Mojo(name = "stop", defaultPhase = LifecyclePhase.POST_INTEGRATION_TEST, threadSafe = true)
public final class StopMojo extends AbstractMojo {
    @Override
    public void execute() {
        ProgramProcess.removeFrom(getPluginContext()).ifPresent(ProgramProcess::stop);
    }
}

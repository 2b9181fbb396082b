/// What the demo adds to the OpenTelemetry Java agent, by the agent's own extension interface.
@NullMarked
package dev.trine.demo.agent;

import org.jspecify.annotations.NullMarked;

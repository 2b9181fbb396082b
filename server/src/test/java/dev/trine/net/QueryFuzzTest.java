package dev.trine.net;

import static org.assertj.core.api.Assertions.assertThat;

import com.code_intelligence.jazzer.api.FuzzedDataProvider;
import com.code_intelligence.jazzer.junit.FuzzTest;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.util.Optional;

class QueryFuzzTest {
    @FuzzTest(maxDuration = "10s")
    void readsBackWhatTheJdkEncodes(FuzzedDataProvider data) throws HttpFailure {
        String name =
                new String(
                        data.consumeString(50).getBytes(StandardCharsets.UTF_8),
                        StandardCharsets.UTF_8);
        String value =
                new String(
                        data.consumeString(50).getBytes(StandardCharsets.UTF_8),
                        StandardCharsets.UTF_8);
        QueryString query = new QueryString();
        query.add(
                "x=1&"
                        + URLEncoder.encode(name, StandardCharsets.UTF_8)
                        + "="
                        + URLEncoder.encode(value, StandardCharsets.UTF_8));
        assertThat(query.all(name)).contains(value);
    }

    @FuzzTest(maxDuration = "10s")
    void readsOrRefusesAnyQuery(FuzzedDataProvider data) {
        QueryString query = new QueryString();
        try {
            query.add(data.consumeRemainingAsString());
            query.names().forEach(name -> assertThat(query.all(name)).isNotEmpty());
        } catch (HttpFailure refused) {
            assertThat(refused.status()).isEqualTo(400);
        }
    }

    @FuzzTest(maxDuration = "10s")
    void givesAPathOneMeaningOrNone(FuzzedDataProvider data) {
        Optional<RequestPath> path = RequestPath.parse("/" + data.consumeRemainingAsString());
        path.ifPresent(p ->
                assertThat(p.segments())
                        .doesNotContain("", ".", "..")
                        .noneMatch(s -> s.contains("/") || s.contains("\\") || s.indexOf(0) >= 0));
    }
}

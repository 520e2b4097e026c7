using Microsoft.EntityFrameworkCore;
using Npgsql;
using SmartCityPia.Data;
using SmartCityPia.Data.Saving;
using Xunit;

namespace SmartCityPia.WebTests.Frame;

/// <summary>What the database refuses, however deep it is wrapped.</summary>
public sealed class RefusalsTests
{
    [Theory]
    [InlineData(PostgresErrorCodes.DeadlockDetected, typeof(Outcome.Changed))]
    [InlineData(PostgresErrorCodes.SerializationFailure, typeof(Outcome.Changed))]
    [InlineData(PostgresErrorCodes.RestrictViolation, typeof(Outcome.Invalid))]
    public async Task Try_Refused_IsTheSameOutcomeAtEveryDepth(string state, Type outcome)
    {
        await using var db = new PiaDbContext(new DbContextOptionsBuilder<PiaDbContext>().UseNpgsql().Options);
        var refused = new PostgresException("refused", "ERROR", "ERROR", state);
        var saved = new DbUpdateException("Not saved.", refused);

        foreach (var thrown in new Exception[] { refused, saved, new InvalidOperationException("Likely transient.", saved) })
            Assert.IsType(outcome, await db.Try(() => throw thrown));
    }

    [Fact]
    public async Task Try_AnythingElse_IsThrown()
    {
        await using var db = new PiaDbContext(new DbContextOptionsBuilder<PiaDbContext>().UseNpgsql().Options);

        await Assert.ThrowsAsync<InvalidOperationException>(() => db.Try(() => throw new InvalidOperationException("Ours.")));
    }
}

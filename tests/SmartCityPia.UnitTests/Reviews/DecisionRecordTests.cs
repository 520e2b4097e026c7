using System.Text.Json;
using Json.Schema;
using SmartCityPia.Domain.Dossiers;
using SmartCityPia.Domain.Foundation;
using SmartCityPia.Domain.Reviews;
using Xunit;

namespace SmartCityPia.UnitTests.Reviews;

/// <summary>The text of a decision: complete, canonical, and as docs/decision.schema.json says.</summary>
public sealed class DecisionRecordTests
{
    private static readonly JsonSchema Schema = JsonSchema.FromText(File.ReadAllText(Path.Combine(Root(), "docs", "decision.schema.json")));

    [Theory]
    [InlineData(ReviewState.Approved)]
    [InlineData(ReviewState.ApprovedWithConditions)]
    [InlineData(ReviewState.Rejected)]
    [InlineData(ReviewState.ChangesRequested)]
    [InlineData(ReviewState.Withdrawn)]
    public void Freeze_EveryOutcome_FitsTheSchemaAndReadsBack(ReviewState outcome)
    {
        var story = ReviewStory.Of(outcome);
        var (record, review) = (story.Record!, story.Review);

        using var json = JsonDocument.Parse(record.Json);
        var result = Schema.Evaluate(json.RootElement, new EvaluationOptions { OutputFormat = OutputFormat.List, RequireFormatValidation = true });
        Assert.True(result.IsValid, string.Join("; ", (result.Details ?? []).SelectMany(d => (d.Errors ?? new Dictionary<string, string>()).Select(e => $"{d.InstanceLocation}: {e.Value}"))));
        Assert.Equal(record.Json, CanonicalJson.Write(json.RootElement));
        Assert.True(record.IsWhole);
        var read = FrozenDecision.Read(record);
        Assert.Equal((outcome, "PIA-2026-014", review.Sha256, outcome == ReviewState.Withdrawn ? "Ada Author" : "Rita Reviewer"), (read.Outcome, read.Reference, read.VersionSha256, read.By.Name));
        Assert.Equal((Opinion.WithReservations, "Drop the fingerprint.", "May we?"), (read.Opinions[^1].Opinion, read.Opinions[^1].Text, read.Opinions[^1].Question));
        Assert.Equal(outcome == ReviewState.ApprovedWithConditions ? ["Put up signs", "Report"] : [], read.Conditions.Select(c => c.Text));
        Assert.Equal((Step.Data, Verdict.ToImprove, "Say who."), read.Verdicts.Select(v => (v.Step, v.Verdict, v.Text)).Single());
        Assert.Equal(SignedAct.Submission, read.Signatures[0].Act);
        Assert.All(read.Signatures, s => Assert.Equal((SignedWith.Passkey, review.Sha256), (s.With, s.VersionSha256)));
        Assert.Equal(outcome is ReviewState.ChangesRequested or ReviewState.Withdrawn ? 2 : 3, read.Signatures.Count);
    }

    [Fact]
    public void Freeze_WhileTheReviewGoesOn_IsRefused() =>
        Assert.Throws<InvalidOperationException>(() => DecisionRecord.Of(ReviewStory.Of(ReviewState.InReview).Review, "PIA-2026-014", []));

    [Fact]
    public void Read_ChangedText_IsRefused()
    {
        var story = ReviewStory.Of(ReviewState.Approved);
        var (record, review) = (story.Record!, story.Review);
        var changed = new DecisionRecord
        {
            Id = record.Id,
            OwnerId = record.OwnerId,
            ReviewId = review.Id,
            Json = record.Json.Replace("Approved", "Rejected", StringComparison.Ordinal),
            Sha256 = record.Sha256,
            FrozenAt = record.FrozenAt,
        };

        Assert.Throws<InvalidDataException>(() => FrozenDecision.Read(changed));
    }

    [Fact]
    public void Standing_AtAnyMoment_SaysWhatWasKnownThen()
    {
        var story = ReviewStory.Of(ReviewState.ApprovedWithConditions);
        VersionStanding At(double minutes, params ConditionClosure[] closures) => story.Standing(ReviewStory.Now.AddMinutes(minutes), closures);
        var closure = story.Review.Conditions[0].Close(new(ReviewStory.Person("Rita Reviewer", 60 * 24 * 20), ReviewRole.Reviewer, false), "Seen.");

        Assert.Equal((ReviewState.DpoOpinion, false, 0), (At(1.5).State, At(1.5).IsDecided, At(1.5).Decision.Opinions.Count));
        Assert.Equal((ReviewState.InReview, false, 1), (At(2.5).State, At(2.5).IsDecided, At(2.5).Decision.Opinions.Count));
        Assert.Equal((ReviewState.ApprovedWithConditions, true), (At(4).State, At(4).IsDecided));
        Assert.Equal([ConditionState.Open, ConditionState.Open], At(4, closure).Conditions.Select(c => c.State));
        Assert.Equal([ConditionState.Done, ConditionState.Open], At(60 * 24 * 21, closure).Conditions.Select(c => c.State));
        Assert.Equal([ConditionState.Overdue, ConditionState.Open], At(60 * 24 * 40).Conditions.Select(c => c.State));

        story.Supersede(60 * 24 * 50);
        Assert.Equal((ReviewState.ApprovedWithConditions, null), (At(60 * 24 * 49).State, At(60 * 24 * 49).SupersededBy));
        Assert.Equal((ReviewState.Superseded, 2, ReviewState.ApprovedWithConditions), (At(60 * 24 * 51).State, At(60 * 24 * 51).SupersededBy!.Number, At(60 * 24 * 51).Decision.Outcome));
    }

    /// <summary>A member that the schema doesn't know would make real output invalid; this finds it before.</summary>
    [Fact]
    public void Schema_HasAnIdAndEveryMember()
    {
        using var schema = JsonDocument.Parse(File.ReadAllText(Path.Combine(Root(), "docs", "decision.schema.json")));
        Assert.Equal("urn:smartcitypia:decision:1", schema.RootElement.GetProperty("$id").GetString());
        Assert.Equal(
            typeof(FrozenDecision).GetProperties().Where(p => p.GetMethod!.IsStatic is false).Select(p => JsonNamingPolicy.CamelCase.ConvertName(p.Name)).Order(StringComparer.Ordinal),
            schema.RootElement.GetProperty("properties").EnumerateObject().Select(p => p.Name).Order(StringComparer.Ordinal));
    }

    private static string Root()
    {
        var folder = new DirectoryInfo(AppContext.BaseDirectory);
        while (!File.Exists(Path.Combine(folder.FullName, "SmartCityPia.sln")))
            folder = folder.Parent!;
        return folder.FullName;
    }
}

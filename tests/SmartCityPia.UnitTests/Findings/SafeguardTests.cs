using SmartCityPia.Domain.Dossiers;
using SmartCityPia.Domain.Findings;
using SmartCityPia.UnitTests.City;
using Xunit;

namespace SmartCityPia.UnitTests.Findings;

/// <summary>A measure counts where it is, in the state it is in.</summary>
public sealed class SafeguardTests
{
    private static readonly Dossier Wifi = SmallDossier.FromArchetype("S06");

    [Fact]
    public void Measure_InPlaceThenFailed_ChangesTheFindingsAndChangesThemBack()
    {
        var measure = OfService("C48", MeasureState.Proposed);
        var dossier = Wifi with { Measures = [.. Wifi.Measures, measure] };
        var before = Told(dossier);

        measure.State = MeasureState.InPlace;
        var after = Told(dossier);
        Assert.NotEqual(before, after);
        Assert.True(after.Count < before.Count);

        measure.State = MeasureState.Verified;
        Assert.Equal(after, Told(dossier));

        measure.State = MeasureState.Failed;
        Assert.Equal(before, Told(dossier));
    }

    /// <summary>As the kind of service comes: its codes change every day at the recipients, which ends conclusions there.</summary>
    [Fact]
    public void Measure_OnAFlow_ActsOnThatCopyAlone()
    {
        var dossier = Fresh();
        var before = dossier.WithFindings().Findings;
        var placed = dossier.Measures.Where(m => m.FlowId is not null && dossier.Counts(m, asPlanned: false) && dossier.Catalogue.Control(m.ControlId!).Effects.Count > 0).ToList();
        foreach (var measure in placed)
            measure.State = MeasureState.Failed;

        var after = dossier.WithFindings().Findings;

        Assert.NotEqual(before.Select(f => (f.Key, f.Score)), after.Select(f => (f.Key, f.Score)));
        Assert.All(placed, m => Assert.DoesNotContain(m.ControlId!, dossier.ControlsAt(m.FlowId!.Value)));
    }

    [Fact]
    public void Planned_OnlyWhatDiffers_AndNothingWhereNothingIsPlanned()
    {
        var measure = OfService("C48", MeasureState.Planned);
        var dossier = (Wifi with { Measures = [.. Wifi.Measures, measure] }).WithFindings();
        var inPlace = ServiceAnalysis.Findings(dossier, asPlanned: true).ToDictionary(f => f.Key, f => f.Score, StringComparer.Ordinal);

        Assert.Null(Wifi.WithFindings().Planned);
        Assert.Equal(Told(Wifi), Told(dossier));
        var planned = dossier.Planned!;
        Assert.NotEmpty(planned.Gone);
        Assert.All(dossier.Findings, f => Assert.Equal(
            inPlace.TryGetValue(f.Key, out var score) ? (double?)score : null,
            planned.Gone.Contains(f.Key) ? (double?)null : (planned.Changed.FirstOrDefault(c => c.Key == f.Key) ?? f).Score));
        Assert.Equal(inPlace.Count, PlannedText.Count(dossier));
        Assert.All(dossier.Findings, f => Assert.Equal(planned.Gone.Contains(f.Key) || planned.Changed.Any(c => c.Key == f.Key), PlannedText.Of(dossier, f) is not null));
        Assert.Equal(planned.Gone, CanonicalJson.Read(CanonicalJson.Write(dossier)).Planned!.Gone);
    }

    [Theory, InlineData(MeasureState.InPlace), InlineData(MeasureState.Planned)]
    public void Promise_WithoutEvidence_CountsForNothing(MeasureState state)
    {
        // Cards and their owners at one authority: the agreement is not to put the two side by side.
        var service = SmallCity.Service(1, "Cards", (SmallCity.Transport, ["A08", "A21", "A22"]), (SmallCity.Transport, ["A08", "A01"]));
        var measure = OfService("C28", state);
        var bare = service with { Measures = [measure] };
        var evidence = new EvidenceItem { Id = Guid.CreateVersion7(), OwnerId = Wifi.Head.AssessmentId, Title = "Signed agreement", SubjectId = measure.Id, SubjectKind = SubjectKind.Measure };
        var file = new EvidenceVersion
        {
            Id = Guid.CreateVersion7(),
            OwnerId = Wifi.Head.AssessmentId,
            EvidenceId = evidence.Id,
            Number = 1,
            FileName = "agreement.pdf",
            MediaType = "application/pdf",
            Size = 1,
            Sha256 = new('0', 64),
            UploadedAt = DateTimeOffset.UnixEpoch,
            UploadedBy = "Officer",
            Scan = ScanState.Clean,
            MetadataRemoved = false,
        };
        var shown = bare with { Evidence = [evidence], Files = [file] };

        Assert.True(bare.IsBarePromise(measure));
        Assert.Equal(Told(service), Told(bare));
        Assert.Null(bare.WithFindings().Planned);
        Assert.True((bare with { Evidence = [evidence] }).IsBarePromise(measure));
        Assert.False(shown.IsBarePromise(measure));
        if (state == MeasureState.InPlace)
            Assert.NotEqual(Told(service), Told(shown));
        else
            Assert.NotNull(shown.WithFindings().Planned);
        file.Remove("Wrong file", DateTimeOffset.UnixEpoch);
        Assert.True(shown.IsBarePromise(measure));
    }

    [Fact]
    public void Gaps_PromiseVerificationAndFailure_AreSaid()
    {
        var (promise, verified, failed, planned) = (OfService("C28", MeasureState.InPlace), OfService("C05", MeasureState.Verified), OfService("C06", MeasureState.Failed), OfService("C07", MeasureState.Planned));
        var dossier = Wifi with { Measures = [promise, verified, failed, planned] };

        IEnumerable<(string Rule, Guid? Row)> Gaps() => DossierCheck.Gaps(dossier, new(2026, 6, 1)).Where(g => g.Step == Step.Measures && g.Rule != "MeasureWithoutOwner").Select(g => (g.Rule, g.RowId));
        Assert.Equal([("MeasureNotShown", verified.Id), ("MeasureFailed", failed.Id), ("BarePromise", promise.Id), ("MeasureWithoutDay", planned.Id)], Gaps());
        planned.DueOn = new(2026, 5, 31);
        Assert.Contains(("MeasureOverdue", planned.Id), Gaps());
    }

    [Fact]
    public void RestOn_SafeguardsGoWithTheirDatasetUnlessMoreRestsOnThem()
    {
        var flow = Wifi.Flows[0];
        var measure = SmallDossier.Safeguard("C05", flow.Id);
        var dossier = Wifi with { Measures = [measure], Flows = [flow] };

        Assert.False(dossier.RestOn(flow.Id));
        measure.RiskIds = [Guid.CreateVersion7()];
        Assert.True(dossier.RestOn(flow.Id));
    }

    private static Dossier Fresh() => SmallDossier.FromArchetype("S06");

    private static Measure OfService(string control, MeasureState state)
    {
        var measure = SmallDossier.Safeguard(control, Guid.Empty, state);
        measure.FlowId = null;
        return measure;
    }

    private static List<(string, double)> Told(Dossier dossier) => [.. ServiceAnalysis.Findings(dossier).Select(f => (f.Key, f.Score))];
}

using System.Collections;
using System.Reflection;
using SmartCityPia.Domain.Dossiers;
using SmartCityPia.Domain.Findings;
using SmartCityPia.Domain.Foundation;
using SmartCityPia.UnitTests.Reports;
using Xunit;

namespace SmartCityPia.UnitTests.Dossiers;

public sealed class DossierDiffTests
{
    /// <summary>Every class of rows there is, each with the one list of the dossier that holds it.</summary>
    public static TheoryData<string, string> EveryField()
    {
        var data = new TheoryData<string, string>();
        foreach (var (row, property) in from row in RowTypes() from property in DossierDiff.FieldsOf(row.BaseType!) select (row, property))
            data.Add(row.Name, property.Name);
        return data;
    }

    [Theory, MemberData(nameof(EveryField))]
    public void Between_OneFieldOfARowChanged_ThatFieldAlone(string kind, string field)
    {
        var (before, after) = (Rich(), Rich());
        var (old, row) = (Rows(before).First(r => r.GetType().Name == kind), Rows(after).First(r => r.GetType().Name == kind));
        var property = row.GetType().GetProperty(field)!;
        property.SetValue(row, Other(property, property.GetValue(row), after));

        var change = Assert.Single(DossierDiff.Between(before, after), c => c.Kind == kind);

        Assert.Equal((ChangeKind.Changed, old.Id, row.Id), (change.Change, change.BeforeId, change.AfterId));
        var changed = Assert.Single(change.Fields);
        Assert.Equal(field, changed.Field);
        Assert.NotNull(Words.Find(row.GetType().BaseType!, field));
        Assert.NotEqual(changed.Before, changed.After);
        Assert.DoesNotContain(changed.After.Split('\n'), t => Guid.TryParse(t, out _));
    }

    [Fact]
    public void EveryRowOfADossier_IsInTheRichOne() =>
        Assert.Equal(typeof(IRow).Assembly.GetTypes().Where(t => typeof(Dossier).GetProperties().Any(p => Element(p.PropertyType) == t) && typeof(IRow).IsAssignableFrom(t) && t != typeof(EvidenceVersion))
            .Append(typeof(ServiceDescription)).Select(t => t.Name).Order(StringComparer.Ordinal), RowTypes().Select(t => t.Name).Order(StringComparer.Ordinal));

    [Fact]
    public void EveryKind_HasAWord() =>
        Assert.All(RowTypes().Select(t => t.Name).Concat(["Assessment", "ScreeningOutcome", "Organisation", "Finding", "CityFinding", "EvidenceVersion"]), kind =>
            Assert.NotNull(Words.Find(typeof(DossierDiff), $"Kind.{kind}")));

    [Fact]
    public void Between_EqualDossiers_Nothing()
    {
        Assert.Empty(DossierDiff.Between(Rich().WithFindings(), Rich().WithFindings()));
        var read = CanonicalJson.Read(CanonicalJson.Write(Rich().Frozen([])));
        Assert.Empty(DossierDiff.Between(Rich().WithFindings(), read));
    }

    [Fact]
    public void Between_Swapped_AddedAndRemovedChangePlaces()
    {
        var (before, after) = (RichDossier.Filled("S06").WithFindings(), RichDossier.Filled("S10").WithFindings());
        var (there, back) = (DossierDiff.Between(before, after), DossierDiff.Between(after, before));

        Assert.NotEmpty(there);
        Assert.Equal(Told(there, swap: true), Told(back, swap: false));

        static IEnumerable<string> Told(IEnumerable<RowChange> changes, bool swap) => changes.Select(c =>
        {
            var change = !swap ? c.Change : c.Change switch { ChangeKind.Added => ChangeKind.Removed, ChangeKind.Removed => ChangeKind.Added, _ => ChangeKind.Changed };
            var (was, now) = swap ? (c.AfterId, c.BeforeId) : (c.BeforeId, c.AfterId);
            return $"{c.Step} {c.Kind} {change} {was} {now} {string.Join('|', c.Fields.Select(f => swap ? $"{f.Field}:{f.After}>{f.Before}" : $"{f.Field}:{f.Before}>{f.After}").Order(StringComparer.Ordinal))}";
        }).Order(StringComparer.Ordinal);
    }

    [Fact]
    public void Between_TheSameTwice_TheSameOrder()
    {
        var (before, after) = (RichDossier.Filled("S06").WithFindings(), RichDossier.Filled("S13").WithFindings());

        var changes = DossierDiff.Between(before, after);

        Assert.Equal(changes.Select(c => (c.Kind, c.Name, c.Change)), DossierDiff.Between(before, after).Select(c => (c.Kind, c.Name, c.Change)));
        Assert.Equal(changes.Select(c => c.Step).Order(), changes.Select(c => c.Step));
    }

    [Fact]
    public void Between_RowWrittenApart_IsTheSameByItsName()
    {
        var (before, after) = (Rich(), Rich());
        var old = after.Datasets[0];
        var fresh = new Dataset { Id = Guid.CreateVersion7(), OwnerId = old.OwnerId, Name = old.Name, HolderId = old.HolderId, Public = old.Public, People = old.People, Retention = "Until tomorrow", Days = old.Days, Events = old.Events, Access = old.Access, Storage = old.Storage, Deletion = old.Deletion, DeletionProof = old.DeletionProof };
        after = after with { Datasets = [fresh, .. after.Datasets.Skip(1)] };
        foreach (var flow in after.Flows.Where(f => f.SourceDatasetId == old.Id))
            flow.SourceDatasetId = fresh.Id;

        var changes = DossierDiff.Between(before, after).Where(c => c.Step is Step.Data or Step.Flows && c.Kind != nameof(DataItem)).ToList();

        Assert.Equal([nameof(DatasetDetails.Retention)], Assert.Single(changes).Fields.Select(f => f.Field));
    }

    [Fact]
    public void Between_DatasetRenamed_RowsThatNameItAreUnchanged()
    {
        var (before, after) = (Rich(), Rich());
        after.Datasets[0].Name = "Another name";

        Assert.Equal([nameof(Dataset)], DossierDiff.Between(before, after).Select(c => c.Kind).Distinct());
    }

    [Fact]
    public void Between_OrganisationRenamed_OneLine()
    {
        var (before, after) = (Rich(), Rich());
        after = after with { Organisations = [after.Organisations[0] with { Name = "Renamed" }, .. after.Organisations.Skip(1)] };

        var change = Assert.Single(DossierDiff.Between(before, after));

        Assert.Equal(("Organisation", "Renamed"), (change.Kind, change.Name));
    }

    [Fact]
    public void Between_OtherLineEndingsOrEmptyForNothing_Nothing()
    {
        var (before, after) = (Rich(), Rich());
        (before.Service.Summary, after.Service.Summary) = ("One\r\ntwo", "One\ntwo");
        (before.Service.Area, after.Service.Area) = (null, "");

        Assert.Empty(DossierDiff.Between(before, after));
    }

    [Fact]
    public void Between_LongTexts_AreWhole()
    {
        var (before, after) = (Rich(), Rich());
        before.Service.Summary = new string('x', Limits.LongText);
        after.Service.Summary = before.Service.Summary[1..] + "y";

        var field = Assert.Single(Assert.Single(DossierDiff.Between(before, after)).Fields);

        Assert.Equal((before.Service.Summary, after.Service.Summary), (field.Before, field.After));
    }

    [Fact]
    public void Between_FindingGoneNewAndOtherwiseProven_AreTold()
    {
        var before = RichDossier.Filled("S06").WithFindings();
        var first = before.Findings[0];
        var after = before with { Findings = [first with { Score = first.Score / 2, ProofHash = "other", Proof = [first.Proof[0]] }, .. before.Findings.Skip(2), before.Findings[1] with { Key = "new", TypeId = "D99" }] };

        var changes = DossierDiff.Between(before, after).Where(c => c.Kind == "Finding").ToList();

        Assert.Equal([ChangeKind.Changed, ChangeKind.Added, ChangeKind.Removed], changes.Select(c => c.Change));
        Assert.Equal(["Score", "Proof"], changes[0].Fields.Select(f => f.Field));
        Assert.DoesNotContain(changes[0].Fields[1].Before.Split('\n'), line => line.Contains('{', StringComparison.Ordinal));
    }

    [Fact]
    public void Between_CityFindingAppears_IsToldApart()
    {
        var before = RichDossier.Filled("S06").WithFindings().WithCity(new());
        var after = before with { City = new() { Findings = [before.Findings[0] with { AcrossServices = true }] } };

        Assert.Equal(["CityFinding"], DossierDiff.Between(before, after).Select(c => c.Kind));
        Assert.Empty(DossierDiff.Between(before with { City = null }, after));
    }

    [Fact]
    public void Between_ScreeningOverruled_AnswerAndOutcomeSayIt()
    {
        var (before, after) = (Rich(), Rich());
        after = after with { Head = after.Head with { Overruled = !after.Head.Overruled, OverruleReason = "Because" } };

        var change = Assert.Single(DossierDiff.Between(before, after));

        Assert.Equal(("ScreeningOutcome", Step.Screening), (change.Kind, change.Step));
        Assert.Equal(["Decided", "Overruled", "OverruleReason"], change.Fields.Select(f => f.Field));
    }

    /// <summary>At least one row of every class.</summary>
    private static Dossier Rich()
    {
        var d = RichDossier.Filled("S06");
        var id = d.Head.AssessmentId;
        return d with
        {
            Evidence = [new EvidenceItem { Id = new(77, 0, 0, new byte[8]), OwnerId = id, Title = "Contract" }],
            Files = [],
        };
    }

    private static IEnumerable<IRow> Rows(Dossier d) => typeof(Dossier).GetProperties().Where(p => Element(p.PropertyType) is { } e && typeof(IRow).IsAssignableFrom(e) && e != typeof(EvidenceVersion))
        .SelectMany(p => ((IEnumerable)p.GetValue(d)!).Cast<IRow>()).Append(d.Service);

    private static IEnumerable<Type> RowTypes() => Rows(Rich()).Select(r => r.GetType()).Distinct();

    private static Type? Element(Type type) => type.IsGenericType && typeof(IEnumerable).IsAssignableFrom(type) ? type.GetGenericArguments()[0] : null;

    /// <summary>Another value that the dossier has a name for.</summary>
    private static object Other(PropertyInfo property, object? value, Dossier d)
    {
        var type = Nullable.GetUnderlyingType(property.PropertyType) ?? property.PropertyType;
        if (type == typeof(Guid))
            return d.Organisations.Select(o => o.Id).Concat(d.Flows.Select(f => f.Id)).First(id => !Equals(id, value));
        if (type == typeof(List<Guid>))
            return new List<Guid> { d.Risks.Select(r => r.Id).First(id => !((List<Guid>)value!).Contains(id)) };
        if (type == typeof(List<string>))
            return ((List<string>)value!).Append("C02").ToList();
        if (type == typeof(bool))
            return !(bool)value!;
        if (type == typeof(int))
            return ((int?)value ?? 0) + 1;
        if (type == typeof(DateOnly))
            return new DateOnly(2031, 1, 1);
        if (type.IsEnum)
            return Enum.GetValues(type).Cast<object>().First(v => !Equals(v, value));
        return type == typeof(string) ? value is "A01" ? "A02" : "A01" : throw new NotSupportedException($"{property.Name} has a type this test does not know.");
    }
}

using CsCheck;
using SmartCityPia.Domain.Catalogue;
using SmartCityPia.Domain.Dossiers;
using SmartCityPia.Domain.Foundation;
using SmartCityPia.Domain.Submissions;
using SmartCityPia.UnitTests.Reports;
using Xunit;

namespace SmartCityPia.UnitTests.Submissions;

/// <summary>The city's description of an archetype, and a vendor's edited copy of it.</summary>
public sealed class DescriptionMergeTests
{
    private static readonly Guid Vendors = new("0199f000-0000-7000-8000-0000000000aa");

    private static Dossier City { get; } = WithListedFields(RichDossier.Prefilled());

    [Fact]
    public void Changes_CopyUntouched_None() => Assert.Empty(new DescriptionDiff(City, Shared(), Shared()).Changes);

    [Fact]
    public void Changes_WrittenApart_RowsOfTheSameNameAreTheSame()
    {
        var ids = new Dictionary<Guid, Guid>();
        Guid Other(Guid id) => ids.TryGetValue(id, out var other) ? other : ids[id] = Guid.CreateVersion7();

        Assert.Empty(new DescriptionDiff(City, Shared(Other)).Changes);
        Assert.Empty(new DescriptionDiff(City, Shared(Other), Shared()).Changes);
    }

    [Fact]
    public void Changes_OneFieldOfACopy_ThatFieldWithBothTexts()
    {
        var vendor = Shared();
        (vendor.Datasets[0].Name, var before) = ("Another name", vendor.Datasets[0].Name);

        var diff = new DescriptionDiff(City, vendor, Shared());

        var change = Assert.Single(diff.Changes);
        Assert.Equal(new FieldChange("Name", "Dataset", before, "Another name"), Assert.Single(change.Fields));
        Assert.Same(vendor.Datasets[0], diff.ProposedOf(change));
        Assert.Same(City.Datasets[0], diff.CurrentOf(change));
    }

    [Fact]
    public void Merge_FieldOfANewDataset_TakesTheDatasetAlong()
    {
        var vendor = Shared();
        var (dataset, items) = NewDataset(1);
        vendor = vendor.With([.. DescriptionRows.Of(vendor), dataset, .. items]);

        var merge = new DescriptionMerge(new(City, vendor, Shared()), new HashSet<Guid> { items[0].Id });

        Assert.Empty(merge.Refusals);
        Assert.Equal(dataset.Name, Assert.Single(merge.Dependencies).Name);
        Assert.Equal(2, merge.Written.Count);
    }

    [Fact]
    public void Merge_RemovedRowThatTheCityRestsOn_IsRefused()
    {
        var vendor = Shared();
        var group = vendor.Groups[0].Id;
        vendor = vendor with { Groups = [.. vendor.Groups.Skip(1)] };
        var city = City with { Choices = [new() { Id = Guid.CreateVersion7(), OwnerId = City.Head.AssessmentId, GroupId = City.Groups[0].Id }] };
        var diff = new DescriptionDiff(city, vendor, Shared());

        var merge = new DescriptionMerge(diff, diff.Changes.Select(DescriptionDiff.KeyOf).ToHashSet());

        Assert.Equal("StillUsed", Assert.Single(merge.Refusals).Error.Rule);
        Assert.NotEqual(group, City.Groups[0].Id);
    }

    /// <summary>Random changes by the vendor, and random choices from them.</summary>
    [Fact]
    public void Merge_AnyChangesAnyChoice_KeepsTheRulesAndLeavesTheRest() => Gen.Int[0, int.MaxValue].Sample(
        seed =>
        {
            var random = new Random(seed);
            var vendor = Changed(random, random.Next(1, 12));
            var diff = new DescriptionDiff(City, vendor, Shared());
            var all = diff.Changes.Select(DescriptionDiff.KeyOf).ToHashSet();
            var chosen = all.Where(_ => random.Next(2) == 0).ToHashSet();

            var whole = new DescriptionMerge(diff, all);
            Assert.Empty(whole.Refusals.Select(r => $"{r.Change.Kind} {r.Change.Name} {r.Error.Rule}"));
            Assert.Empty(new DescriptionDiff(Result(whole), vendor, Shared()).Changes.Select(c => $"{c.Change} {c.Kind} {c.Name}"));

            var part = new DescriptionMerge(diff, chosen);
            Assert.Subset(part.Taken.Select(DescriptionDiff.KeyOf).ToHashSet(), chosen);
            if (part.Refusals.Count > 0)
                return;
            Assert.Empty(Broken(Result(part)));
            var left = new DescriptionDiff(Result(part), vendor, Shared()).Changes.Select(DescriptionDiff.KeyOf).ToHashSet();
            Assert.Subset(all, left);
            Assert.Empty(left.Intersect(part.Taken.Select(DescriptionDiff.KeyOf)));
        }, iter: 1000, print: seed => seed.ToString(System.Globalization.CultureInfo.InvariantCulture));

    /// <summary>Random changes by the officer and by the vendor since the description was shared: everything is accepted.</summary>
    [Fact]
    public void AcceptAll_AnyChangesOfBoth_NeverUndoesTheOfficer() => Gen.Int[0, int.MaxValue].Sample(
        seed =>
        {
            var random = new Random(seed);
            var officer = Changed(random, random.Next(0, 10), Copy(City), City.Service.Id);
            var vendor = Changed(random, random.Next(1, 10));
            var diff = new DescriptionDiff(officer, vendor, Shared());

            var merge = DescriptionMerge.OfAll(diff);
            var result = Result(merge);

            Assert.Empty(merge.Refusals);
            Assert.Empty(Undone(City, officer, result));
            // What is left is what both changed, and what would break a rule beside the officer's changes.
            var left = new DescriptionDiff(result, vendor, merge.Agreed());
            Assert.Empty(left.Changes.Select(DescriptionDiff.KeyOf).Except(diff.Changes.Select(DescriptionDiff.KeyOf)));
        }, iter: 1000, print: seed => seed.ToString(System.Globalization.CultureInfo.InvariantCulture));

    [Fact]
    public void Changes_OfTheOfficerAlone_AreNotTheVendors()
    {
        var officer = Copy(City);
        (officer.Stakeholders[0].Fears, officer.Datasets[0].Name) = ("Not a word of it to the vendor", "Renamed by the city");
        officer = officer with { Groups = [.. officer.Groups.Skip(1)], Datasets = [.. officer.Datasets.Select(d => { d.GroupIds = []; return d; })] };

        Assert.Empty(new DescriptionDiff(officer, Shared(), Shared()).Changes);
    }

    [Fact]
    public void Changes_OfBoth_AreAConflictThatIsSettledByHand()
    {
        var (officer, vendor) = (Copy(City), Shared());
        (officer.Datasets[0].Retention, vendor.Datasets[0].Retention, vendor.Datasets[0].Storage) = ("A week", "A year", "Elsewhere");
        var diff = new DescriptionDiff(officer, vendor, Shared());
        var change = Assert.Single(diff.Changes);
        Assert.True(diff.IsConflict(change, "Retention"));
        Assert.False(diff.IsConflict(change, "Storage"));
        Assert.Equal(City.Datasets[0].Retention, diff.Before(change, "Retention"));

        var all = Result(DescriptionMerge.OfAll(diff)).Datasets.Single(d => d.Id == officer.Datasets[0].Id);
        var settled = Result(new DescriptionMerge(diff, new HashSet<Guid>(), new HashSet<string> { DescriptionDiff.KeyOf(change, "Retention") })).Datasets.Single(d => d.Id == officer.Datasets[0].Id);

        Assert.Equal(("A week", "Elsewhere"), (all.Retention, all.Storage));
        Assert.Equal("A year", settled.Retention);
    }

    [Fact]
    public void Changes_RowRemovedByOneAndChangedByTheOther_AreConflicts()
    {
        var (officer, vendor) = (Copy(City), Shared());
        officer.Stakeholders[0].Fears = "Changed by the city";
        vendor.Stakeholders[1].Fears = "Changed by the vendor";
        var (mine, theirs) = (officer with { Stakeholders = [.. officer.Stakeholders.Where((_, i) => i != 1)] }, vendor with { Stakeholders = [.. vendor.Stakeholders.Skip(1)] });

        var diff = new DescriptionDiff(mine, theirs, Shared());

        Assert.Equal(2, diff.Changes.Count);
        Assert.All(diff.Changes, c => Assert.True(diff.IsConflict(c)));
        Assert.Empty(DescriptionMerge.OfAll(diff).Taken);
    }

    [Fact]
    public void Accepted_Part_IsAgreedAndAnOfficersStepBackIsNotUndone()
    {
        var (officer, vendor) = (Copy(City), Shared());
        (vendor.Datasets[0].Retention, vendor.Datasets[0].Storage) = ("A year", "Elsewhere");
        vendor.Purposes[0].Description = "Another";
        var diff = new DescriptionDiff(officer, vendor, Shared());
        var merge = new DescriptionMerge(diff, new HashSet<Guid> { vendor.Datasets[0].Id });
        // The officer thinks again and takes one back.
        var now = Result(merge);
        now.Datasets.Single(d => d.Id == officer.Datasets[0].Id).Storage = City.Datasets[0].Storage;

        var next = new DescriptionDiff(now, vendor, CanonicalJson.Read(CanonicalJson.Write(merge.Agreed())));

        Assert.Equal(["Purpose"], next.Changes.Select(c => c.Kind));
    }

    /// <summary>What the officer had changed since <paramref name="before"/>, and is otherwise after the merge.</summary>
    private static IEnumerable<string> Undone(Dossier before, Dossier officer, Dossier after)
    {
        var (was, now) = (Rows(before), Rows(after));
        foreach (var row in DescriptionRows.Of(officer).Prepend(officer.Service))
        {
            var old = was.GetValueOrDefault(row.Id);
            var changed = DescriptionRows.Fields(row).Where(f => old is null || !Same(f.GetValue(old), f.GetValue(row))).ToList();
            if (changed.Count > 0 && !now.ContainsKey(row.Id))
                yield return $"{row.GetType().Name} {row.Id} is gone";
            else
            {
                foreach (var field in changed.Where(f => !Same(f.GetValue(row), f.GetValue(now[row.Id]))))
                    yield return $"{row.GetType().Name}.{field.Name} is {field.GetValue(now[row.Id])}, not {field.GetValue(row)}";
            }
        }
        foreach (var gone in was.Keys.Except(Rows(officer).Keys).Where(now.ContainsKey))
            yield return $"{was[gone].GetType().Name} {gone} is back";

        static Dictionary<Guid, IRow> Rows(Dossier d) => DescriptionRows.Of(d).Prepend(d.Service).ToDictionary(r => r.Id);
        static bool Same(object? a, object? b) => a is System.Collections.IList x && b is System.Collections.IList y ? x.Cast<object?>().SequenceEqual(y.Cast<object?>()) : Equals(a is "" ? null : a, b is "" ? null : b);
    }

    private static Dossier Copy(Dossier dossier) => (dossier with { Service = DescriptionRows.Copy(dossier.Service) })
        .With([.. DescriptionRows.Of(dossier).Select(r => DescriptionRows.Copy(r, r.Id, dossier.Service.Id, id => id))]);

    private static Dossier Result(DescriptionMerge merge) => merge.Service is { } service ? merge.Result with { Service = service } : merge.Result;

    private static Dossier WithListedFields(Dossier dossier)
    {
        foreach (var flow in dossier.Flows)
            flow.Fields = [.. dossier.Passed(flow)];
        return dossier;
    }

    /// <summary>Shared by <c>AskVendor</c>, or with ids of its own.</summary>
    private static Dossier Shared(Func<Guid, Guid>? called = null)
    {
        var call = called ?? (id => DerivedId.Copy(id, Vendors));
        var service = new ServiceDescription { Id = Vendors, OwnerId = Guid.CreateVersion7(), Revision = 1 };
        foreach (var field in DescriptionRows.Fields(City.Service))
            field.SetValue(service, field.GetValue(City.Service));
        return new Dossier { Head = City.Head, Service = service, Organisations = City.Organisations }
            .With(DescriptionRows.Of(City).Select(r => DescriptionRows.Copy(r, call(r.Id), Vendors, call)));
    }

    private static (Dataset, List<DataItem>) NewDataset(int number, Guid? of = null)
    {
        var owner = of ?? Vendors;
        var dataset = new Dataset { Id = Guid.CreateVersion7(), OwnerId = owner, Name = $"New dataset {number} of {owner}", HolderId = City.Organisations[0].Id };
        return (dataset, [.. PiaCatalogue.Current.Types.Take(3).Select(t => new DataItem { Id = Guid.CreateVersion7(), OwnerId = owner, DatasetId = dataset.Id, TypeId = t.Id })]);
    }

    /// <summary>A copy with changes that the pages would allow one after the other.</summary>
    private static Dossier Changed(Random random, int times) => Changed(random, times, Shared(), Vendors);

    private static Dossier Changed(Random random, int times, Dossier vendor, Guid owner)
    {
        for (var i = 0; i < times; i++)
        {
            var rows = DescriptionRows.Of(vendor).Select(r => DescriptionRows.Copy(r, r.Id, owner, id => id)).ToList();
            var row = rows[random.Next(rows.Count)];
            switch (random.Next(5))
            {
                case 0 when !vendor.RestOn(row.Id):
                    rows.Remove(row);
                    break;
                case 1:
                    var (dataset, items) = NewDataset(i, owner);
                    rows.Add(dataset);
                    rows.AddRange(items);
                    rows.Add(new DataFlow { Id = Guid.CreateVersion7(), OwnerId = owner, Name = $"New flow {i} of {owner}", SourceDatasetId = dataset.Id, RecipientId = City.Organisations[^1].Id, Fields = [items[0].TypeId] });
                    break;
                case 2 when row is DataFlow flow:
                    flow.Fields = [.. vendor.FieldsOf(flow.SourceDatasetId, flow.SourceFlowId).Where(_ => random.Next(2) == 0).Order(StringComparer.Ordinal)];
                    break;
                case 3 when row is DataItem item:
                    rows.Remove(row);
                    foreach (var passing in rows.OfType<DataFlow>().Where(f => vendor.OriginOf(f) == item.DatasetId))
                        passing.Fields.Remove(item.TypeId);
                    break;
                default:
                    var texts = DescriptionRows.Fields(row).Where(f => f.PropertyType == typeof(string) && f.Name is not "TypeId").ToList();
                    texts[random.Next(texts.Count)].SetValue(row, $"Changed {i} by {(owner == Vendors ? "vendor" : "city")}");
                    break;
            }
            var next = vendor.With(rows);
            if (!Broken(next).Any())
                vendor = next;
        }
        return vendor;
    }

    /// <summary>Rows that break rules, and rows that refer to missing ones.</summary>
    private static IEnumerable<string> Broken(Dossier dossier)
    {
        var there = DescriptionRows.Of(dossier).Select(r => r.Id).ToHashSet();
        foreach (var row in DescriptionRows.Of(dossier))
        {
            if (DescriptionRows.Named(row).Any(id => !there.Contains(id)))
                yield return $"{row.GetType().Name} names what is not there";
            foreach (var error in RowKinds.Of(row).Check(dossier, row))
                yield return $"{row.GetType().Name} {error.Field} {error.Rule}";
        }
    }
}

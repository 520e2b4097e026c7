using System.ComponentModel.DataAnnotations;
using System.Reflection;
using Microsoft.EntityFrameworkCore;
using SmartCityPia.Domain.Dossiers;
using SmartCityPia.TestSupport;
using SmartCityPia.Web.Frame;

namespace SmartCityPia.WebTests.Frame;

/// <summary>An assessment for testing one kind of row, with the rows it depends on.</summary>
public sealed record Scene(PiaApp App, Assessment Assessment)
{
    /// <summary>A row that the tested one belongs to or refers to: a dataset, a group, a measure.</summary>
    public Guid Parent { get; set; }

    /// <summary>The row's key in the address, if that isn't its id: a principle, a finding.</summary>
    public string Key { get; set; } = "";

    public Guid Description => Assessment.DescriptionId;

    public Guid NewId() => Guid.CreateVersion7(App.Clock.GetUtcNow());

    public string At(string path) => $"/assessments/{Assessment.Reference}/{path}";
}

/// <summary>How to test one row page.</summary>
public abstract class RowCase
{
    public abstract Type Page { get; }

    /// <summary>A free text field of the details, to be filled with any input.</summary>
    public required string Text { get; init; }

    /// <summary>Another free text field, to check that a choice in a conflict affects one field only.</summary>
    public string? Other { get; init; }

    /// <summary>The address has a key of which there is at most one row.</summary>
    public bool ByKey { get; init; }

    /// <summary>The assessment of the test; blank by default.</summary>
    public Func<PiaApp, Task<Assessment>> In { get; init; } = app => Build.Assessment(app);

    public bool CanAdd { get; init; } = true;

    public bool CanRemove { get; init; } = true;

    /// <summary>The page knows how to remove, whether it may or not.</summary>
    public bool HasRemove { get; init; } = true;

    /// <summary>The trail says that it was changed, and not to what.</summary>
    public bool IsUntold { get; init; }

    public abstract int TextLimit { get; }

    public async Task<Scene> Scene(PiaApp app) => new(app, await In(app));

    /// <summary>The row's address; the address for adding if the id is null.</summary>
    public required Func<Scene, Guid?, string> Url { get; init; }

    /// <summary>The required fields of an empty form, apart from the text.</summary>
    public Func<Scene, (string Name, string? Value)[]> Fill { get; init; } = _ => [];

    /// <summary>Stores a row of this kind and returns its id.</summary>
    public abstract Task<Guid> Add(Scene scene);

    /// <summary>Stores only the rows that the form for adding needs.</summary>
    public abstract Task Prepare(Scene scene);

    public abstract Task<string?> StoredText(PiaApp app, Guid id, string property);

    public abstract Task<bool> IsStored(PiaApp app, Guid id);

    /// <summary>Everything that is stored of it but who changed it when.</summary>
    public abstract Task<string> Whole(PiaApp app, Guid id);

    public abstract RowKind Kind { get; }

    /// <summary>The number of rows of this kind in an assessment.</summary>
    public abstract Task<int> Count(Scene scene);

    /// <summary>The colleague saves another text.</summary>
    public abstract Task ChangeBehind(PiaApp app, Guid id, string property, string text);

    public abstract Task RemoveBehind(PiaApp app, Guid id);

    public override string ToString() => Page.FullName!.Replace("SmartCityPia.Web.Features.", "", StringComparison.Ordinal);
}

/// <inheritdoc/>
public sealed class RowCase<TPage, TRow, TDetails> : RowCase
    where TPage : RowForm<TRow, TDetails>
    where TRow : class, TDetails, IRow
    where TDetails : class, new()
{
    /// <summary>An unsaved row with both texts empty. Null if the assessment comes with one.</summary>
    public Func<Scene, TRow>? New { get; init; }

    /// <summary>The row that an assessment has from the start.</summary>
    public Func<Scene, Guid>? Existing { get; init; }

    /// <summary>Stores the rows that the row depends on.</summary>
    public Func<Scene, Task>? Around { get; init; }

    public override Type Page => typeof(TPage);

    public override int TextLimit => typeof(TDetails).GetProperty(Text)!.GetCustomAttribute<MaxLengthAttribute>()!.Length;

    public override Task Prepare(Scene scene) => Around?.Invoke(scene) ?? Task.CompletedTask;

    public override async Task<Guid> Add(Scene scene)
    {
        await Prepare(scene);
        if (New is null)
            return Existing!(scene);
        var row = New(scene);
        await Build.Add(scene.App, [row]);
        return row.Id;
    }

    public override async Task<string?> StoredText(PiaApp app, Guid id, string property) =>
        typeof(TDetails).GetProperty(property)!.GetValue(await Build.Stored<TRow>(app, id)) as string;

    public override async Task<bool> IsStored(PiaApp app, Guid id) => await Build.Stored<TRow>(app, id) is not null;

    public override RowKind Kind => RowKinds.Find(typeof(TRow))!;

    public override async Task<string> Whole(PiaApp app, Guid id)
    {
        var row = await Build.Stored<TRow>(app, id);
        return await app.Db(db => Task.FromResult(string.Join('\n', db.Model.FindEntityType(typeof(TRow))!.GetProperties().Where(p => p.Name is not ("Version" or "ChangedAt" or "ChangedById"))
            .Select(p => $"{p.Name}={System.Text.Json.JsonSerializer.Serialize(p.PropertyInfo!.GetValue(row))}"))));
    }

    public override Task<int> Count(Scene scene) => scene.App.Db(db => db.Set<TRow>()
        .CountAsync(r => r.OwnerId == scene.Assessment.Id || r.OwnerId == scene.Assessment.DescriptionId || r.OwnerId == scene.Assessment.ServiceId));

    public override Task ChangeBehind(PiaApp app, Guid id, string property, string text) =>
        Build.Change<TRow>(app, id, row => typeof(TDetails).GetProperty(property)!.SetValue(row, text));

    public override Task RemoveBehind(PiaApp app, Guid id) => Build.Remove<TRow>(app, id);
}

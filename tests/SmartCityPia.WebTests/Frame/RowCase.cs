using System.ComponentModel.DataAnnotations;
using System.Reflection;
using Microsoft.EntityFrameworkCore;
using SmartCityPia.Domain.Dossiers;
using SmartCityPia.TestSupport;
using SmartCityPia.Web.Frame;

namespace SmartCityPia.WebTests.Frame;

/// <summary>An assessment in which one kind of row is tried: the rows it needs around it are made by the case.</summary>
public sealed record Scene(PiaApp App, Assessment Assessment)
{
    /// <summary>A row that the one under test belongs to or names: a dataset, a group, a measure.</summary>
    public Guid Parent { get; set; }

    /// <summary>What the address names the row by, where that is not its id: a principle, a finding.</summary>
    public string Key { get; set; } = "";

    public Guid Description => Assessment.DescriptionId;

    public Guid NewId() => Guid.CreateVersion7(App.Clock.GetUtcNow());

    public string At(string path) => $"/assessments/{Assessment.Reference}/{path}";
}

/// <summary>What the contract of row pages has to know about one page.</summary>
public abstract class RowCase
{
    public abstract Type Page { get; }

    /// <summary>A free text of the details, which the contract fills with all sorts of things.</summary>
    public required string Text { get; init; }

    /// <summary>Another free text, to see that a choice in a conflict is for one field alone.</summary>
    public string? Other { get; init; }

    /// <summary>The address names something else of which there is one row at most; the row has no address of its own.</summary>
    public bool ByKey { get; init; }

    /// <summary>The assessment the row is tried in; a blank one unless it needs more.</summary>
    public Func<PiaApp, Task<Assessment>> In { get; init; } = app => Build.Assessment(app);

    public bool CanAdd { get; init; } = true;

    public bool CanRemove { get; init; } = true;

    public abstract int TextLimit { get; }

    public async Task<Scene> Scene(PiaApp app) => new(app, await In(app));

    /// <summary>The row's address; the one that adds where the id is null.</summary>
    public required Func<Scene, Guid?, string> Url { get; init; }

    /// <summary>What has to be filled in on the empty form beside the text.</summary>
    public Func<Scene, (string Name, string? Value)[]> Fill { get; init; } = _ => [];

    /// <summary>Stores a row of this kind and gives its id.</summary>
    public abstract Task<Guid> Add(Scene scene);

    /// <summary>Stores only what the form that adds a row needs.</summary>
    public abstract Task Prepare(Scene scene);

    public abstract Task<string?> StoredText(PiaApp app, Guid id, string property);

    public abstract Task<bool> IsStored(PiaApp app, Guid id);

    /// <summary>How many rows of this kind an assessment has.</summary>
    public abstract Task<int> Count(Scene scene);

    /// <summary>The colleague saves another text.</summary>
    public abstract Task ChangeBehind(PiaApp app, Guid id, string property, string text);

    public abstract Task RemoveBehind(PiaApp app, Guid id);

    public override string ToString() => Page.FullName!.Replace("SmartCityPia.Web.Features.", "", StringComparison.Ordinal);
}

/// <inheritdoc/>
public sealed class RowCase<TPage, TRow, TDetails> : RowCase
    where TPage : RowPage<TRow, TDetails>
    where TRow : class, TDetails, IRow
    where TDetails : class, new()
{
    /// <summary>An unsaved row with both texts empty, in its scene. Null where the assessment brings its own.</summary>
    public Func<Scene, TRow>? New { get; init; }

    /// <summary>The row an assessment has from its beginning.</summary>
    public Func<Scene, Guid>? Existing { get; init; }

    /// <summary>Stores what the row needs around it.</summary>
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

    public override Task<int> Count(Scene scene) => scene.App.Db(db => db.Set<TRow>()
        .CountAsync(r => r.OwnerId == scene.Assessment.Id || r.OwnerId == scene.Assessment.DescriptionId || r.OwnerId == scene.Assessment.ServiceId));

    public override Task ChangeBehind(PiaApp app, Guid id, string property, string text) =>
        Build.Change<TRow>(app, id, row => typeof(TDetails).GetProperty(property)!.SetValue(row, text));

    public override Task RemoveBehind(PiaApp app, Guid id) => Build.Remove<TRow>(app, id);
}

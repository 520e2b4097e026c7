using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Metadata.Builders;
using SmartCityPia.Domain.Engagement;

namespace SmartCityPia.Data.Mapping;

internal sealed class PublicQuestionMapping : ReviewRecordMapping<PublicQuestion>
{
    public override void Configure(EntityTypeBuilder<PublicQuestion> builder)
    {
        base.Configure(builder);
        builder.Ignore(q => q.IsOpen);
        builder.HasIndex(q => q.KeySha256).IsUnique().HasDatabaseName(PublicQuestion.KeyIsUnique);
        builder.HasIndex(q => q.MailedKeySha256).IsUnique();
        builder.HasIndex(q => q.Reference).IsUnique().HasDatabaseName(PublicQuestion.ReferenceIsUnique);
        builder.HasIndex(q => new { q.AnsweredAt, q.DueOn });
        builder.HasIndex(q => new { q.Slug, q.PublishedAt });
        // Two who answer at once do not both do so.
        builder.Property<uint>("Version").IsRowVersion();
    }
}

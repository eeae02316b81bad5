#include "core/networks/unet_i2vgen.h"

#include "core/networks/temporal_layers.h"
#include "core/nn/attention.h"

namespace tintype::networks {

namespace {

using checkpoint::Weights;

class Unet {
public:
    Unet(const Weights& w, const I2vgenConfig& config, at::Tensor embedding, at::Tensor context, const nn::MemoryPlan& plan,
         const std::function<void()>& between)
        : m_w(w), m_config(config), m_plan(plan), m_between(between), m_embedding(std::move(embedding)), m_context(std::move(context)) {}

    at::Tensor run(const at::Tensor& x) {
        m_skips.push_back(temporal(m_w["transformer_in"], nn::conv(m_w["conv_in"], x, 1, 1)));
        done({m_w["transformer_in"]});
        at::Tensor h = m_skips.back();
        std::size_t levels = 0;
        for (; m_w["down_blocks"][levels].has("resnets.0.norm1.weight"); ++levels) h = down(m_w["down_blocks"][levels], h);
        h = middle(m_w["mid_block"], h);
        for (std::size_t i = 0; i < levels; ++i) h = up(m_w["up_blocks"][i], h);
        return inParts(h.size(0), framesAtOnce(h), [&](std::int64_t first, std::int64_t count) {
            return nn::normSiluConv({m_w["conv_norm_out"], m_w["conv_out"], m_config.groups, 1e-5}, h.narrow(0, first, count));
        });
    }

    at::Tensor layer(const at::Tensor& x) const { return attended(m_w["down_blocks"][0], 0, resnet(m_w["down_blocks"][0], 0, x)); }

private:
    // These layers are not needed again in this step.
    void done(std::initializer_list<Weights> layers) const {
        for (const Weights& each : layers) each.forget();
        if (m_between) m_between();
    }

    std::int64_t framesAtOnce(const at::Tensor& x) const { return std::max<std::int64_t>(1, m_plan.tokensAtOnce / (x.size(2) * x.size(3))); }

    // Heads are of one size at all levels, so wider levels have more of them.
    int heads(const Weights& transformer) const { return static_cast<int>(transformer["proj_in"].tensor("bias").size(0)) / m_config.headSize; }

    at::Tensor temporal(const Weights& w, const at::Tensor& x) const { return temporalTransformer(w, x, heads(w), m_config.groups, m_plan); }

    // skip: joined behind x; undefined: none.
    at::Tensor resnet(const Weights& block, std::size_t i, const at::Tensor& x, const at::Tensor& skip = {}) const {
        const at::Tensor h = inParts(x.size(0), framesAtOnce(x), [&](std::int64_t first, std::int64_t count) {
            const at::Tensor frames = x.narrow(0, first, count);
            const at::Tensor joined = skip.defined() ? at::cat({frames, skip.narrow(0, first, count)}, 1) : frames;
            return nn::resnetBlock(block["resnets"][i], joined, m_embedding.expand({count, -1}), m_config.groups, 1e-5);
        });
        const at::Tensor result = temporalConv(block["temp_convs"][i], h, m_config.groups);
        done({block["resnets"][i], block["temp_convs"][i]});
        return result;
    }

    at::Tensor attended(const Weights& block, std::size_t i, at::Tensor x) const {
        const Weights spatial = block["attentions"][i];
        if (!spatial.has("norm.weight")) return x;
        x = inParts(x.size(0), framesAtOnce(x), [&](std::int64_t first, std::int64_t count) {
            return nn::spatialTransformer(spatial, x.narrow(0, first, count), m_context.expand({count, -1, -1}), heads(spatial), m_config.groups, m_plan);
        });
        x = temporal(block["temp_attentions"][i], x);
        done({spatial, block["temp_attentions"][i]});
        return x;
    }

    at::Tensor down(const Weights& block, at::Tensor h) {
        for (std::size_t i = 0; block["resnets"][i].has("norm1.weight"); ++i) {
            h = attended(block, i, resnet(block, i, h));
            m_skips.push_back(h);
        }
        if (block["downsamplers"][0].has("conv.weight")) {
            h = nn::conv(block["downsamplers"][0]["conv"], h, 2, 1);
            block["downsamplers"].forget();
            m_skips.push_back(h);
        }
        return h;
    }

    at::Tensor middle(const Weights& block, const at::Tensor& x) const { return resnet(block, 1, attended(block, 0, resnet(block, 0, x))); }

    at::Tensor up(const Weights& block, at::Tensor h) {
        for (std::size_t i = 0; block["resnets"][i].has("norm1.weight"); ++i) {
            h = resnet(block, i, h, m_skips.back());
            m_skips.pop_back();
            h = attended(block, i, h);
        }
        if (!block["upsamplers"][0].has("conv.weight")) return h;
        // The next skip's own size: sides that are not divisible were rounded up on the way down.
        const std::vector<std::int64_t> size = m_skips.back().sizes().slice(2).vec();
        const std::int64_t atOnce = framesAtOnce(m_skips.back());
        h = inParts(h.size(0), atOnce, [&](std::int64_t first, std::int64_t count) { return nn::upsample(block["upsamplers"][0], h.narrow(0, first, count), size); });
        block["upsamplers"].forget();
        return h;
    }

    const Weights& m_w;
    const I2vgenConfig& m_config;
    const nn::MemoryPlan& m_plan;
    const std::function<void()>& m_between;
    at::Tensor m_embedding;  // [1, e]
    at::Tensor m_context;    // [1, s, d]
    std::vector<at::Tensor> m_skips;
};

at::Tensor twoLinear(const Weights& first, const Weights& second, const at::Tensor& x) { return nn::linear(second, at::silu(nn::linear(first, x))); }

// In the weights' precision, whatever their layout.
at::Tensor placed(const Weights& w, const at::Tensor& x) { return x.to(w.placement().device, w.placement().type); }

at::Tensor sines(const Weights& w, const I2vgenConfig& config, const at::Tensor& t) { return placed(w, nn::timestepEmbedding(t, config.time)); }

}  // namespace

I2vgenConfig i2vgenConfig(const checkpoint::ModelConfig& config) {
    // Four are written into the network's own layers for the photo.
    for (const char* key : {"in_channels", "out_channels"})
        if (config.integer(key, 4) != 4) config.unsupported(key);
    I2vgenConfig result;
    const auto within = [&](const char* key, std::int64_t usual) {
        const std::int64_t value = config.integer(key, usual);
        if (value < 1 || value > 65536) config.unsupported(key);
        return static_cast<int>(value);
    };
    // num_attention_heads is there too, by an old mistake of the format, and means nothing.
    result.headSize = within("attention_head_dim", 64);
    result.groups = within("norm_num_groups", 32);
    const auto widths = config.integers("block_out_channels", {320, 640, 1280, 1280});
    if (widths.empty() || widths[0] < 1 || widths[0] > 65536) config.unsupported("block_out_channels");
    result.time.channels = static_cast<int>(widths[0]);
    return result;
}

at::Tensor i2vgenImage(const Weights& w, const at::Tensor& latents) {
    const Weights project = w["image_latents_proj_in"];
    at::Tensor h = nn::conv(project[0], nn::asInput(w, latents), 1, 1);
    h = nn::conv(project[2], at::silu(h), 1, 1);
    h = nn::conv(project[4], at::silu(h), 1, 1);
    const Weights encoder = w["image_latents_temporal_encoder"];
    at::Tensor x = h.permute({2, 3, 0, 1}).reshape({-1, h.size(0), h.size(1)});  // [h * w, f, 4]
    x = x + nn::attentionLayer(encoder["attn1"], nn::layerNorm(encoder["norm1"], x, 1e-5), {}, 2);
    const Weights feedForward = encoder["ff"]["net"];
    x = x + nn::linear(feedForward[2], nn::linear(feedForward[0]["proj"], x, nn::Gelu::Exact));  // no norm before it
    return x.reshape({h.size(2), h.size(3), h.size(0), h.size(1)}).permute({2, 3, 0, 1});
}

at::Tensor i2vgenRate(const Weights& w, const I2vgenConfig& config, double fps) {
    return twoLinear(w["fps_embedding"][0], w["fps_embedding"][2], sines(w, config, at::full({1}, fps, at::kFloat)));
}

at::Tensor i2vgenContext(const Weights& w, const at::Tensor& text, const at::Tensor& photo, const at::Tensor& vision) {
    const Weights embed = w["image_latents_context_embedding"];
    at::Tensor h = at::silu(nn::conv(embed[0], nn::asInput(w, photo), 1, 1));
    h = nn::asInput(w, at::adaptive_avg_pool2d(h.to(at::kFloat), {32, 32}));
    h = nn::conv(embed[5], at::silu(nn::conv(embed[3], h, 2, 1)), 2, 1);
    const at::Tensor pictures = nn::tokensOf(h);
    const at::Tensor words = placed(w, text);
    const at::Tensor meaning = twoLinear(w["context_embedding"][0], w["context_embedding"][2], placed(w, vision)).reshape({1, 4, words.size(2)});
    return at::cat({words, pictures, meaning}, 1);
}

at::Tensor unetI2vgen(const Weights& w, const I2vgenConfig& config, const at::Tensor& x, const at::Tensor& t, const ClipConditions& conditions,
                      const nn::MemoryPlan& plan, const std::function<void()>& between) {
    const at::Tensor input = nn::asInput(w, at::cat({placed(w, x), conditions.image}, 1));
    const Weights time = w["time_embedding"];
    const at::Tensor embedding = twoLinear(time["linear_1"], time["linear_2"], sines(w, config, t)) + conditions.rate;
    return Unet(w, config, embedding, conditions.context, plan, between).run(input).to(x.scalar_type());
}

at::Tensor i2vgenLayer(const Weights& w, const I2vgenConfig& config, const at::Tensor& x, const ClipConditions& conditions, const nn::MemoryPlan& plan) {
    const Weights time = w["time_embedding"];
    const at::Tensor embedding = twoLinear(time["linear_1"], time["linear_2"], sines(w, config, at::zeros({1}, x.options()))) + conditions.rate;
    const std::function<void()> none;
    return Unet(w, config, embedding, conditions.context, plan, none).layer(x);
}

}  // namespace tintype::networks
